import type { CrmRecord, FieldFaults, FieldOf, Narrowed, RecordType } from "../domain/mirror/records.ts";
import { isTooMuchUnknown } from "../domain/findings/assess.ts";
import { HistoryNotRead } from "../domain/mirror/past-values.ts";
import type { CheckContext } from "./description.ts";
import { largestCohorts, textCohort } from "../domain/measures/text-cohorts.ts";
import { narrowTo } from "./narrow.ts";
import { history, type History } from "./sources/history.ts";
import { startOfWindow } from "./window.ts";

/** What one record adds to the sum of its cohort. It rests on the record alone, so time changes none of it. */
export interface Contribution {
  /** Such as an owner's id or the wording of a source. */
  readonly cohort: string;
  /** When it happened, for sums over a window of days; left out where all times count. */
  readonly at?: Date;
  /** 1 when it is left out: each record counts once. */
  readonly value?: number;
}

/** What a contribution is told of a record. */
type Counted<Type extends RecordType, Field extends FieldOf<Type>, Past extends readonly string[]> = Narrowed<
  Type,
  Field
> &
  (Past extends readonly [] ? unknown : { readonly history: History<Type, Past> });

/** Adds records up by cohort, so that a check can judge a crowd without holding it. */
export interface Aggregate<
  Type extends RecordType,
  Field extends FieldOf<Type>,
  Params,
  Past extends readonly Field[] = readonly [],
> {
  readonly of: Type;
  readonly fields: readonly Field[];
  /** Calendar days before today from which contributions count, today included; left out where all of them do. */
  windowDays?(params: Params): number;
  /**
   * True where cohorts are text that anybody can write, such as sources: they are brought to one spelling, cut to 100
   * characters, and all but the 200 largest are counted together as `(other)`.
   */
  readonly isText?: boolean;
  /** True where a percentile is asked for, which needs every value; sums and counts need none. */
  readonly keepsValues?: boolean;
  /**
   * Fields of which past values are wanted, and when a record happened. Whoever's contribution looks at `history` is a
   * suspect whose history has to be read, and is left out until then. Of records outside the window none is read.
   */
  readonly past?: { readonly of: Past; at(record: Narrowed<Type, Field>): Date | null };
  /** Null leaves the record out. */
  contribution(record: Counted<Type, Field, Past>, context: Omit<CheckContext<Params>, "asOf">): Contribution | null;
}

/** An aggregate over any record type, as the runner takes it; `aggregate()` has held it to its own types. */
export type AnyAggregate = Aggregate<RecordType, FieldOf<RecordType>, never, readonly FieldOf<RecordType>[]>;

/** Writes an aggregate with the types of its own record and fields. */
export function aggregate<
  Type extends RecordType,
  const Field extends FieldOf<Type>,
  Params,
  const Past extends readonly Field[] = readonly [],
>(definition: Aggregate<Type, Field, Params, Past>): AnyAggregate {
  return definition as unknown as AnyAggregate;
}

/** A cohort in figures. */
export interface Figures {
  /** How many records count. */
  readonly n: number;
  readonly sum: number;
  /** The sum for each record: a share where each adds 0 or 1, else a mean. Null without a record. */
  readonly rate: number | null;
  /**
   * The value at or below which that share of the records lies (nearest rank). Null without a record.
   *
   * @param percent - From 0 to 100.
   * @throws {TypeError} Where the aggregate keeps no values.
   */
  percentile(percent: number): number | null;
}

/** Cohort → its figures. A cohort without a record is absent. */
export type Cohorts = ReadonlyMap<string, Figures>;

/** What was added up in one run. */
export interface Added {
  readonly cohorts: Cohorts;
  /** Records that belong in the sums and could not be read, and why the first of them could not. */
  readonly leftOut: number;
  readonly reason: string | null;
}

/** Adds records up, one at a time. */
export interface Adding {
  readonly of: RecordType;
  /** @param beside - What the sources have loaded beside it. */
  add(record: CrmRecord, faults: FieldFaults, beside?: Readonly<Record<string, unknown>>): void;
  added(): Added;
}

export function startAdding(checkId: string, definition: AnyAggregate, context: CheckContext<never>): Adding {
  const narrow = narrowToCounted(checkId, definition);
  // Without the instant: what a record adds must not depend on when it is asked.
  const lasting = { params: context.params, businessTime: context.businessTime };
  const days = definition.windowDays?.(context.params);
  const from = days === undefined ? null : startOfWindow(context, days);
  const parts = new Map<string, CohortPart>();
  let leftOut = 0;
  let reason: string | null = null;
  const leaveOut = (why: string) => {
    leftOut += 1;
    reason ??= why;
  };

  return {
    of: definition.of,
    add(record, faults, beside) {
      const fault = definition.fields.map((field) => faults.get(field)).find((one) => one !== undefined);
      if (fault !== undefined) return leaveOut(fault);
      try {
        const contribution = definition.contribution(narrow(record, beside) as never, lasting);
        if (contribution === null || !isWithin(contribution.at, from, context.asOf)) return;
        const { value = 1 } = contribution;
        const kept = definition.keepsValues === true ? value : null;
        const cohort = cohortOf(definition, contribution);
        const { n, total } = parts.get(`${kept} ${cohort}`) ?? { n: 0, total: 0 };
        parts.set(`${kept} ${cohort}`, { cohort, n: n + 1, total: total + value, value: kept });
      } catch (error) {
        if (error instanceof HistoryNotRead) {
          if (whenWanted(definition, record, context) !== null) leaveOut(error.message);
          return;
        }
        leaveOut(`the check failed on one: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    added: () => ({ cohorts: cohortsOf(definition, [...parts.values()]), leftOut, reason }),
  };
}

/** Cuts records down to what an aggregate asked for, with their past where it wants that. */
export function narrowToCounted(
  checkId: string,
  { fields, past }: AnyAggregate,
): (record: CrmRecord, beside?: Readonly<Record<string, unknown>>) => object {
  if (past === undefined) {
    const narrow = narrowTo(checkId, fields);
    return (record) => narrow(record);
  }
  const narrow = narrowTo(checkId, fields, ["history"]);
  const beside = history.beside!;
  const cutDown = beside.cut!(checkId, { past: past.of });
  return (record, loaded) => {
    const read = cutDown(loaded?.["history"] ?? beside.none);
    return narrow(record, "value" in read ? { history: read.value } : {});
  };
}

/**
 * When a record happened whose history is wanted; null where it lies outside the window, so that nothing rests on it.
 */
export function whenWanted(definition: AnyAggregate, record: CrmRecord, context: CheckContext<never>): Date | null {
  const at = definition.past?.at(record as never) ?? null;
  if (at === null) return null;
  const days = definition.windowDays?.(context.params);
  return days === undefined || at >= startOfWindow(context, days) ? at : null;
}

/** A part of a cohort: so many records that add up to so much, all of this value where values are kept. */
export interface CohortPart {
  readonly cohort: string;
  readonly n: number;
  readonly total: number;
  readonly value: number | null;
}

/** Under which cohort a record counts. */
export function cohortOf({ isText }: Pick<AnyAggregate, "isText">, { cohort }: Contribution): string {
  return isText === true ? textCohort(cohort) : cohort;
}

/** The figures of cohorts, from parts of them. */
export function cohortsOf({ isText }: Pick<AnyAggregate, "isText">, parts: readonly CohortPart[]): Cohorts {
  const cohorts = new Map<string, Sum>();
  for (const { cohort, n, total, value } of isText === true ? largestCohorts(parts) : parts) {
    let sum = cohorts.get(cohort);
    if (sum === undefined) cohorts.set(cohort, (sum = new Sum(value !== null)));
    sum.addPart(n, total, value);
  }
  return cohorts;
}

/** A share of what could be counted says nothing of what could not. */
export function isTooPartial({ cohorts, leftOut }: Added): boolean {
  const counted = [...cohorts.values()].reduce((sum, { n }) => sum + n, 0);
  return isTooMuchUnknown(leftOut, counted + leftOut);
}

function isWithin(at: Date | undefined, from: Date | null, asOf: Date): boolean {
  return at === undefined || (at <= asOf && (from === null || at >= from));
}

class Sum implements Figures {
  n = 0;
  sum = 0;
  readonly #values: number[] | null;

  constructor(keepsValues: boolean) {
    this.#values = keepsValues ? [] : null;
  }

  get rate(): number | null {
    return this.n === 0 ? null : this.sum / this.n;
  }

  addPart(n: number, total: number, value: number | null): void {
    this.n += n;
    this.sum += total;
    if (value !== null) for (let times = 0; times < n; times += 1) this.#values?.push(value);
  }

  percentile(percent: number): number | null {
    if (this.#values === null) throw new TypeError("A percentile needs every value: set `keepsValues`.");
    const sorted = this.#values.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null;
  }
}
