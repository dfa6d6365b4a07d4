import type { AnyAggregate } from "../../checks/aggregate.ts";
import type { CheckContext } from "../../checks/description.ts";
import { kindOf, type Check } from "../../checks/kinds/index.ts";
import type { JudgeOne } from "../../checks/kinds/kind.ts";
import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import type { DayCount } from "../../storage/judging/day-counts.ts";
import type { JudgedCheck } from "../../storage/judging/group.ts";
import { contributing, type Contributed } from "./contributions.ts";
import type { RunGroup } from "./judged-groups.ts";
import { writeTallies } from "./older-sums.ts";
import { hasJudged } from "./slices.ts";
import type { ObservedCheck } from "./observed-checks.ts";
import type { CrmRecord, FieldFaults } from "../../domain/mirror/records.ts";

/** One aggregate of a check over records of the group's type. */
export interface Tally {
  /** Which of the check's aggregates. */
  readonly index: number;
  /** Under which its parts are kept with a record. */
  readonly place: number;
  readonly definition: AnyAggregate;
  contribute(record: CrmRecord, faults: FieldFaults, beside: Readonly<Record<string, unknown>>): Contributed;
  /** By how much this run moves it: day and word → so many. */
  readonly moves: Map<string, DayCount>;
}

/** One check at work on one group. */
export interface Slot {
  readonly observed: ObservedCheck;
  readonly check: Check;
  /** Null where it is given no single records. */
  readonly judge: JudgeOne | null;
  readonly context: CheckContext<never>;
  /** Of its bits; -1 where it judges no single record of this type. */
  readonly place: number;
  readonly tallies: readonly Tally[];
  /** It says something in this run. */
  readonly isEvaluated: boolean;
  /** And what it says is kept, because everything that it rests on was read. */
  readonly isKept: boolean;
  /** A hash of its version, its settings and the calendar. */
  readonly rule: string;
  /** Up to which change it had judged by these rules; -1: nothing. */
  readonly judgedChange: number;
  readonly counts: Record<VerdictStatus, number>;
  /** Why one of its subjects is unknown, as far as this run has seen. */
  unknownBecause: string | null;
}

/** The checks of a group as this run finds them. */
export function slotsOf(
  group: RunGroup,
  { asOf, businessTime, hoursOf }: Omit<CheckContext<never>, "params">,
): readonly Slot[] {
  const isVoid = group.isRebuild || group.isBackward;
  let places = 0;
  let tallyPlaces = 0;
  return group.checks.map((observed) => {
    const { check, monitor, assessment } = observed;
    const kind = kindOf(check);
    const { aggregates, records } = kind.plan(check);
    const context: CheckContext<never> = { asOf, businessTime, hoursOf, params: monitor.params as never };
    const known = isVoid ? undefined : group.before?.checks.find(({ checkId }) => checkId === check.id);
    // What it asks for of the inventory is something else now: all that it judges is judged again.
    const before = known?.projection === (group.projections.get(check.id) ?? null) ? known : undefined;
    return {
      observed,
      check,
      judge: kind.judgeOne?.(check) ?? null,
      context,
      place: records === group.type ? places++ : -1,
      tallies: aggregates.flatMap((definition, index) => {
        if (definition.of !== group.type) return [];
        const place = tallyPlaces++;
        const contribute = contributing({ checkId: check.id, place }, definition, context);
        return [{ index, place, definition, contribute, moves: new Map<string, DayCount>() }];
      }),
      isEvaluated: assessment.evaluates,
      isKept: assessment.evaluates && assessment.mayResolve && !group.isBackward,
      rule: group.ruleOf(observed),
      judgedChange: before?.judgedChange ?? -1,
      counts: countsOf(before),
      unknownBecause: null,
    };
  });
}

/** How the check stands after this run; what is not kept stands as it did. */
export function judgedCheckOf(slot: Slot, group: RunGroup): JudgedCheck {
  const { before, isRebuild, upTo, projections, slicing } = group;
  const known = isRebuild ? undefined : before?.checks.find(({ checkId }) => checkId === slot.check.id);
  const { check, place, counts, rule } = slot;
  const own = { checkId: check.id, place, rule, tallies: writeTallies(slot.tallies) };
  if (!slot.isKept) {
    const none = { passed: 0, failed: 0, unknown: 0, notApplicable: 0, unknownBecause: null, projection: null };
    // A slice that it has not judged will not come again: it judges all records once it can.
    const isKnown = known !== undefined && slicing === null;
    return { ...(isKnown ? known : { ...none, judgedChange: -1 }), ...own };
  }
  return {
    ...own,
    judgedChange: upTo,
    passed: counts.pass,
    failed: counts.fail,
    unknown: counts.unknown,
    notApplicable: counts["not-applicable"],
    unknownBecause: unknownReason(slot, known),
    projection: projections.get(check.id) ?? null,
  };
}

/** Why a subject is unknown: one that was met now, else one of before. */
export function unknownReason({ counts, unknownBecause }: Slot, known: JudgedCheck | undefined): string | null {
  return counts.unknown === 0 ? null : (unknownBecause ?? known?.unknownBecause ?? null);
}

function countsOf(before: JudgedCheck | undefined): Record<VerdictStatus, number> {
  const isKnown = before !== undefined && hasJudged(before);
  return {
    pass: isKnown ? before.passed : 0,
    fail: isKnown ? before.failed : 0,
    unknown: isKnown ? before.unknown : 0,
    "not-applicable": isKnown ? before.notApplicable : 0,
  };
}
