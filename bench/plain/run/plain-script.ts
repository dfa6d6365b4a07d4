import type { RecordType } from "../../../domain/mirror/records.ts";
import type { Random } from "../../../simulators/random.ts";

/** A record as HubSpot gives it in JSON: every value a text or not set. */
export interface PlainRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  /** Of what is no record, such as a workflow: HubSpot's JSON of it. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** Property → its values, oldest first. */
  readonly history?: Readonly<Record<string, readonly { readonly value: string; readonly timestamp: string }[]>>;
}

/**
 * A check once more, from the catalogue's words alone: without a look into `checks/` or `domain/`, on HubSpot's JSON.
 * Where the two differ one of them is wrong.
 */
export interface PlainScript {
  readonly checkId: string;
  readonly type: RecordType | "workflow";
  /** The catalogue's own words. */
  readonly words: string;
  /** Settings of the check; left out: its defaults. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** A record that lies close to what the words are about. */
  make(random: Random, id: string): PlainRecord;
  /** The ids of the records that the words accuse; of a measure "portal", or nothing. */
  accused(records: readonly PlainRecord[]): readonly string[];
  /** What the two differed on, and which of them was right. */
  readonly settled: readonly string[];
}
