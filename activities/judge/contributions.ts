import { cohortOf, narrowToCounted, whenWanted, type AnyAggregate } from "../../checks/aggregate.ts";
import type { CheckContext } from "../../checks/description.ts";
import { leavesWindow } from "../../checks/holds-until.ts";
import { HistoryNotRead } from "../../domain/mirror/past-values.ts";
import { countedAs, leftOutAs } from "../../domain/judging/counted-parts.ts";
import type { CrmRecord, FieldFaults } from "../../domain/mirror/records.ts";
import type { CountedPart } from "../../storage/database.ts";

/** How one record counts in one aggregate. */
export interface Contributed {
  /** Null: it is left out. */
  readonly part: CountedPart | null;
  /** From when on it counts otherwise, where that is yet to come. */
  readonly dueAt: Date | null;
  /** Its history has to be read before it can be counted. */
  readonly wantsHistory?: true;
}

const nothing: Contributed = { part: null, dueAt: null };

/**
 * Reads what each record adds to an aggregate. It depends on no window: that is a sum of days, so a record counts as it
 * did while time passes.
 *
 * @param place - Under which the parts of this aggregate are kept with the record.
 */
export function contributing(
  { checkId, place }: { readonly checkId: string; readonly place: number },
  definition: AnyAggregate,
  context: CheckContext<never>,
): (record: CrmRecord, faults: FieldFaults, beside?: Readonly<Record<string, unknown>>) => Contributed {
  const narrow = narrowToCounted(checkId, definition);
  const lasting = { params: context.params, businessTime: context.businessTime };
  const isByDay = definition.windowDays !== undefined;
  const leftOut = (reason: string): Contributed => ({ part: [place, "", leftOutAs(reason), 0], dueAt: null });

  const unread = (record: CrmRecord, reason: string): Contributed => {
    const at = whenWanted(definition, record, context);
    if (at === null) return nothing;
    const days = definition.windowDays?.(context.params);
    // What was never read counts nowhere once its day has left the window.
    return {
      ...leftOut(reason),
      dueAt: days === undefined ? null : leavesWindow(context, at, days),
      wantsHistory: true,
    };
  };

  return (record, faults, beside) => {
    const fault = faults.size === 0 ? undefined : definition.fields.find((field) => faults.has(field));
    if (fault !== undefined) return leftOut(faults.get(fault)!);
    try {
      const contribution = definition.contribution(narrow(record, beside) as never, lasting);
      if (contribution === null) return nothing;
      const { at, value = 1 } = contribution;
      const cohort = cohortOf(definition, contribution);
      if (at !== undefined && at > context.asOf) return { part: null, dueAt: at };
      const day = isByDay && at !== undefined ? context.businessTime.localDay(at) : "";
      return { part: [place, day, countedAs(cohort, value, definition.keepsValues === true), value], dueAt: null };
    } catch (error) {
      if (error instanceof HistoryNotRead) return unread(record, error.message);
      return leftOut(`the check failed on one: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}
