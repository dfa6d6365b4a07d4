import type { z } from "zod";
import type { PortalAccess } from "../domain/access.ts";
import type { Inventory, ItemOf, ItemType } from "../domain/inventory/inventory.ts";
import type { FieldOf, Narrowed, RecordType } from "../domain/mirror/records.ts";
import type { Severity } from "../domain/findings/severity.ts";
import type { Topic } from "../domain/alerting/topic.ts";
import type { BusinessTime } from "../domain/business-time.ts";
import type { Evidence, Verdict } from "../domain/findings/verdict.ts";

export { fail, notApplicable, pass, unknown } from "../domain/findings/verdict.ts";

export const areas = ["stages", "routing", "follow-up", "campaign-tracking", "ourselves"] as const;
export type Area = (typeof areas)[number];

export const cadences = ["fast", "hourly", "daily"] as const;
export type Cadence = (typeof cadences)[number];

/** What every check tells of itself, whatever it judges. */
export interface CheckDescription<Params extends z.ZodType = z.ZodType> {
  /** Kebab-case noun phrase for the failing state, the same as the file's name. Never renamed or reused. */
  readonly id: string;
  readonly area: Area;
  /** Which of a receiver's messages a failure belongs in. */
  readonly topic: Topic;
  /** The healthy state, as a sentence. */
  readonly title: string;
  /** What is lost while this stays broken, for someone who runs a sales team. */
  readonly why: string;
  /** The same for a founder: one sentence, no CRM words. */
  readonly executive: string;
  /** What a founder is asked to decide while it stays broken. */
  readonly decision: string;
  readonly severity: Severity;
  readonly cadence: Cadence;
  /** Raised when the same record may be judged otherwise under the same settings; 1 when it is left out. */
  readonly version?: number;
  /**
   * Earlier versions that saw nothing fail but what this one sees fail too. What passes now would have passed under
   * them, so it was seen healthy by the version that opened it.
   */
  readonly stricterThan?: readonly number[];
  /**
   * The sentence of a failure for the person who has to act: what, where, how much, limit. Made when it is read, from
   * what `evaluate` has put into the evidence.
   */
  say(failure: FailureFacts): string;
  /** Settings with defaults; every field carries a unit in its name and a `.describe()`. */
  readonly params: Params;
  /** The share of failing subjects at which this check has lost all of its weight in the score. */
  readonly failShare: number;
  /** HubSpot scopes without which it cannot be assessed. */
  readonly scopes: readonly string[];
  /** What to do about a failure, step by step, in Markdown. */
  readonly runbook: string;
  /** When this check is wrong for a client. */
  readonly whenNotToUse: string;
  readonly sources: readonly string[];
}

/** What the sentence of a failure is made from. */
export interface FailureFacts {
  /** The name of its subject. */
  readonly name: string;
  readonly evidence: Evidence;
  /** Since when it fails in the client's world, as far as is known. */
  readonly since: Date;
  /** For which instant it is said; null for words that have to stay true however much later somebody reads them. */
  readonly at: Date | null;
  /** It has ended, so it is told in the past tense. */
  readonly isOver: boolean;
  readonly businessTime: BusinessTime;
}

export interface CheckContext<Params> {
  /** The one instant the whole run is judged at. A check never asks the clock. */
  readonly asOf: Date;
  readonly params: Params;
  /** The client's working hours. Where a person waits, time is business time. */
  readonly businessTime: BusinessTime;
}

/** Counts records by a key, so that a check can judge a crowd without holding it. */
export interface Tally<Type extends RecordType, Field extends FieldOf<Type>, Params> {
  readonly of: Type;
  readonly needs: readonly Field[];
  /** The key that this record counts under, or null to leave it out. */
  key(record: Narrowed<Type, Field>, context: CheckContext<Params>): string | null;
}
/** A tally of any record type, as the runner takes it; `tally()` has held it to its own types. */
export type AnyTally = Tally<RecordType, FieldOf<RecordType>, never>;
export type Counts = ReadonlyMap<string, number>;

/** Judges one CRM record at a time. */
export interface RecordCheck<
  Type extends RecordType = RecordType,
  Field extends FieldOf<Type> = FieldOf<Type>,
  Params extends z.ZodType = z.ZodType,
> extends CheckDescription<Params> {
  readonly kind: "record";
  readonly judges: Type;
  /** The fields that the verdict rests on. With `shows`, the only ones it is given. */
  readonly needs: readonly Field[];
  /**
   * Fields that are only shown in the evidence, under their own names. One that cannot be read is shown as unreadable
   * and never costs the verdict.
   */
  readonly shows?: readonly Field[];
  /** Pure: no clock, no network, no storage, no mutation. */
  evaluate(record: Narrowed<Type, Field>, context: CheckContext<z.output<Params>>): Verdict;
}

/**
 * Judges one item of the portal's configuration, beside the whole inventory and counts of the records that hang on it.
 */
export interface ConfigurationCheck<
  Type extends ItemType = ItemType,
  Params extends z.ZodType = z.ZodType,
> extends CheckDescription<Params> {
  readonly kind: "configuration";
  readonly judges: Type;
  /** Other kinds of configuration that the verdict rests on. */
  readonly alsoNeeds: readonly ItemType[];
  /** Keys are item ids. */
  readonly tallies: readonly AnyTally[];
  /**
   * Judges an id under which records count and which the portal does not list, such as an owner whom it does not know.
   * Asked for as long as records count under it, or a finding about it is open.
   */
  readonly unlisted?: {
    label(id: string): string;
    evaluate(id: string, context: CheckContext<z.output<Params>> & { readonly counts: readonly number[] }): Verdict;
  };
  evaluate(
    item: ItemOf<Type>,
    context: CheckContext<z.output<Params>> & {
      readonly inventory: Inventory;
      /** The item at the last run; null when it is new. */
      readonly previous: ItemOf<Type> | null;
      /** One number for each tally, in their order. */
      readonly counts: readonly number[];
    },
  ): Verdict;
}

/** What a measure says of one cohort. A cohort that it no longer names has passed. */
export interface MeasureVerdict {
  readonly subject: { readonly id: string; readonly label: string };
  readonly verdict: Verdict;
}

/** Judges a rate or a count over a cohort. Below its minimum sample it says `unknown`: insufficient sample. */
export interface MeasureCheck<
  Of extends RecordType = RecordType,
  Field extends FieldOf<Of> = FieldOf<Of>,
  Params extends z.ZodType = z.ZodType,
> extends CheckDescription<Params> {
  readonly kind: "measure";
  readonly judges: "portal";
  readonly tally: Tally<Of, Field, z.output<Params>>;
  evaluate(counts: Counts, context: CheckContext<z.output<Params>>): readonly MeasureVerdict[];
}

/** Judges our own work: whether we can still see. */
export interface OwnCheck<Params extends z.ZodType = z.ZodType> extends CheckDescription<Params> {
  readonly kind: "ourselves";
  readonly judges: "portal";
  evaluate(work: { readonly access: PortalAccess }, context: CheckContext<z.output<Params>>): Verdict;
}

/**
 * Any check. Its methods are bivariant in TypeScript, so the registry can hold checks of different records side by
 * side; `defineCheck` has already held each one to its own types.
 */
export type Check = RecordCheck | ConfigurationCheck | MeasureCheck | OwnCheck;

export function defineRecordCheck<Type extends RecordType, const Field extends FieldOf<Type>, Params extends z.ZodType>(
  check: Omit<RecordCheck<Type, Field, Params>, "kind">,
): Check {
  return Object.freeze({ kind: "record", ...check }) as unknown as Check;
}

export function defineConfigurationCheck<Type extends ItemType, Params extends z.ZodType>(
  check: Omit<ConfigurationCheck<Type, Params>, "kind">,
): Check {
  return Object.freeze({ kind: "configuration", ...check }) as unknown as Check;
}

export function defineMeasureCheck<Of extends RecordType, const Field extends FieldOf<Of>, Params extends z.ZodType>(
  check: Omit<MeasureCheck<Of, Field, Params>, "kind">,
): Check {
  return Object.freeze({ kind: "measure", ...check }) as unknown as Check;
}

export function defineOwnCheck<Params extends z.ZodType>(check: Omit<OwnCheck<Params>, "kind">): Check {
  return Object.freeze({ kind: "ourselves", ...check }) as unknown as Check;
}

/** Writes a tally with the types of its own record and fields. */
export function tally<Type extends RecordType, const Field extends FieldOf<Type>, Params>(
  definition: Tally<Type, Field, Params>,
): AnyTally {
  return definition as unknown as AnyTally;
}
