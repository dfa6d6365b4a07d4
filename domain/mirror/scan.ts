import type { PortalAccess } from "../access.ts";
import type { ItemType } from "../inventory/inventory.ts";
import { pluralOf } from "../plural.ts";
import { sayAwaited, type Awaited } from "./widening.ts";
import { pairOfScan, sayPair, type AssociationScan } from "./associations.ts";
import type { RecordType } from "./records.ts";

/** What one scan reads: a record type, associations, a kind of inventory, or the hands of leads with their touches. */
export type ScanSubject = RecordType | ItemType | AssociationScan | "hand" | "touch";

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
  /** Why it is not complete, as one sentence or two; null when it is. What would help is said by whoever reads it. */
  readonly reason: string | null;
  readonly records: number;
  /** ISO 8601: when the scan began. What a partial scan met carries this instant or a later one. */
  readonly startedAt?: string;
  /**
   * Of a partial scan that met every record: the properties that some of them were not read with. What does not rest on
   * these stands as after a complete one.
   */
  readonly lacks?: readonly string[];
  /** What is still being read beside the audits, which is as it should be: only checks that need it wait. */
  readonly awaits?: Awaited;
  /** For how long at least HubSpot's search hid a change that this scan has found. */
  readonly searchLagMs?: number;
  /** True when it is not complete because that search lags: it ends by itself. */
  readonly isBehind?: boolean;
  /** True when it changed an alert: a merge was moved, or somebody who was deleted forgotten. */
  readonly hasNews?: boolean;
  /** Findings that ended with people who were deleted; none when left out. */
  readonly ended?: number;
  /** True when HubSpot refused it for want of a scope or a subscription. */
  readonly isForbidden?: boolean;
  /** Of a refusal: the scopes any of which would help, as HubSpot names them; empty where it names none. */
  readonly scopes?: readonly string[];
  /** Set when the whole portal closed while it was read. */
  readonly access?: PortalAccess;
}

/** The receipts as they stand for whoever rests on these properties only, each written `contact.email`. */
export function restingOn(receipts: readonly ScanReceipt[], properties: ReadonlySet<string>): readonly ScanReceipt[] {
  return receipts.map((receipt) => {
    const { awaits, subject } = receipt;
    const isAwaited = awaits?.names?.some((name) => properties.has(`${subject}.${name}`)) ?? awaits !== undefined;
    if (isAwaited) return { ...receipt, status: "unreadable", reason: sayAwaited(awaits!, sayScan(subject)) };
    if (receipt.lacks === undefined || receipt.lacks.some((name) => properties.has(`${receipt.subject}.${name}`)))
      return receipt;
    return { ...receipt, status: "complete", reason: null };
  });
}

/** A count may fall by this share between two complete lists before a person has to look. */
export const shrinkGuard = 0.2;
/** Up to so many records a fall alone says nothing. */
const fewForGuard = 19;

/** True when there is so much less than before that a fault is likelier than a clean-up. */
export function hasShrunk(before: number | null, now: number): boolean {
  return before !== null && before > fewForGuard && now < before * (1 - shrinkGuard);
}

/** What a scan reads, in words that follow "the": "companies", "associations of deals with contacts". */
export function sayScan(subject: ScanSubject): string {
  const pair = pairOfScan(subject);
  if (pair !== null) return sayPair(pair);
  return subject === "touch" ? "touches" : pluralOf(subject);
}
