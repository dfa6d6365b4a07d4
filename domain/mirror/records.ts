import type { Clock, RaisedAs } from "../leads/hand.ts";

/** CRM records as the checks see them: typed, in plain units, with HubSpot's quirks gone. */

export interface Contact {
  readonly type: "contact";
  readonly id: string;
  /** The person's name, else the e-mail address, else "Contact 123". */
  readonly name: string;
  readonly ownerId: string | null;
  readonly lifecycleStage: string | null;
  readonly leadStatus: string | null;
  readonly createdAt: Date | null;
  /** The latest form submission: the moment at which the person asked to be contacted. */
  readonly raisedHandAt: Date | null;
  /** The page and form of that submission, as HubSpot words it. */
  readonly raisedHandOn: string | null;
  readonly lastActivityAt: Date | null;
  /** What made the record, in HubSpot's own word, such as "FORM", "IMPORT" or "INTEGRATION". */
  readonly madeBy: string | null;
  readonly originalSource: string | null;
  /** `utm_source` of the first page that HubSpot saw, exactly as it was written. */
  readonly utmSource: string | null;
  /** What the person has asked for within the look-back, oldest first, whatever became of it. */
  readonly hands: readonly RaisedAs[];
  /** The same hands with how each stands, which rests on what was logged with the person. */
  readonly clocks: readonly Clock[];
}

/**
 * Where a deal stands. `isClosed` comes from the pipeline's metadata, never from the stage id: portals rename labels
 * and keep ids.
 */
export interface DealStage {
  readonly id: string;
  readonly label: string;
  readonly pipelineLabel: string;
  readonly isClosed: boolean;
  /** Place among the pipeline's open stages, from 0 (first) to 1 (last). Null for closed stages. */
  readonly progress: number | null;
}

export interface Deal {
  readonly type: "deal";
  readonly id: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly stage: DealStage;
  /** In units of the portal's currency, as HubSpot stores it. Null when nobody entered one. */
  readonly amount: number | null;
  /** The calendar day of the expected close, as an instant at midnight UTC, which is how HubSpot keeps it. */
  readonly closeAt: Date | null;
  readonly createdAt: Date | null;
  readonly nextActivityAt: Date | null;
}

export type CrmRecord = Contact | Deal;
export type RecordType = CrmRecord["type"];
export type RecordOf<Type extends RecordType> = Extract<CrmRecord, { type: Type }>;

/** The fields that a check can ask for; `id`, `type` and `name` always come along. */
export type FieldOf<Type extends RecordType> = Exclude<keyof RecordOf<Type>, "id" | "type" | "name"> & string;

/** A record cut down to what a check asked for. */
export type Narrowed<Type extends RecordType, Field extends FieldOf<Type>> = Pick<
  RecordOf<Type>,
  ("id" | "type" | "name" | Field) & keyof RecordOf<Type>
>;

/** A field whose value could not be read, with the reason: `closeAt` → `"2026-02-30" is not a date`. */
export type FieldFaults = ReadonlyMap<string, string>;
