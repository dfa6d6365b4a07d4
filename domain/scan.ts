import type { ItemType } from "./configuration.ts";
import type { RecordType } from "./records.ts";

/** What one scan reads: a record type, one kind of configuration, or the touches of leads. */
export type ScanSubject = RecordType | ItemType | "touch";

/**
 * How far the reading of one subject can be trusted.
 *
 * `complete` is proven. `partial` may open findings and resolves none. `suspicious` read everything, but so much
 * less than before that a person has to look first. `unreadable` brought nothing that can be judged.
 */
export type ScanStatus = "complete" | "partial" | "suspicious" | "unreadable";

/** A receipt. The records themselves stay in the store and never enter workflow history. */
export interface ScanReceipt {
  readonly subject: ScanSubject;
  readonly status: ScanStatus;
  /** Why it is not complete, and the way out; null when it is. */
  readonly reason: string | null;
  readonly records: number;
  /** ISO 8601: when the scan began. What a partial scan met carries this instant or a later one. */
  readonly startedAt?: string;
}

/** A count may fall by this share between two complete scans before a person has to look. */
export const shrinkGuard = 0.2;
