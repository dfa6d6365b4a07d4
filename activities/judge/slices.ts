import type { JudgedCheck, JudgedGroup, OlderRules } from "../../storage/judging/group.ts";

/**
 * Changed rules are taken over a part of the records at a time, so that a fast run which has to find a lead that waits
 * does not first judge a million others anew. What stands by the older rules counts on until its slice has come; what
 * changes, or runs out, is judged by the new ones at once.
 */
export interface Slicing {
  /** This run is the first by these rules. */
  readonly isFirst: boolean;
  /** The id of the record up to which slices have judged; empty: they begin. */
  readonly after: string;
  /** So many records are looked at in one run. */
  readonly size: number;
  /** The rules by which the others stand, newest first. */
  readonly older: readonly OlderRules[];
}

/** About a second of a worker's and a second of the database's time, beside what a fast run does anyway. */
export const usualSlice = 25_000;

/** What a group's rules are now, beside what it was judged by. */
export interface RulesNow {
  readonly cadence: string;
  readonly rules: string;
  readonly epoch: number;
  /** How many records there are. */
  readonly records: number;
  readonly size: number;
  readonly checks: readonly RuleOfCheck[];
}

export interface RuleOfCheck extends Pick<JudgedCheck, "checkId" | "projection"> {
  readonly rule: string;
  /** Whether it adds records up: half a sum by one rule and half by another says nothing. */
  readonly isSum: boolean;
}

/**
 * Whether the rules are taken over in slices. Hourly and daily runs have nobody who waits for them, so they judge all
 * at once, a page at a time; so does whoever has fewer records than a slice, adds them up by changed rules, or does not
 * know what stands: properties were defined anew, what was judged was forgotten, or an older program has judged it.
 *
 * @returns Null where nothing is sliced.
 */
export function slicingOf(before: JudgedGroup | null, now: RulesNow): Slicing | null {
  if (before === null) return null;
  const { size } = now;
  if (before.rules === now.rules)
    return before.sliceAfter === null ? null : { isFirst: false, after: before.sliceAfter, size, older: before.older };
  const older = [{ ruleSet: before.ruleSet, checks: before.checks }, ...before.older];
  const isKnown = older.every(({ checks }) => checks.every(({ rule, tallies }) => rule !== null && tallies !== null));
  const sums = now.checks.filter(({ isSum }) => isSum);
  const areSumsAlike = sums.every((sum) => older.every(({ checks }) => checks.some((one) => isSameRule(one, sum))));
  const isSliced =
    now.cadence === "fast" &&
    now.records > size &&
    before.rules !== "" &&
    before.epoch === now.epoch &&
    isKnown &&
    areSumsAlike;
  return isSliced && before.checks.some(hasJudged) ? { isFirst: true, after: "", size, older } : null;
}

/**
 * The group as the first run by new rules finds it: nothing stands by them yet, and what had not changed when it was
 * last judged waits for its slice.
 */
export function asBegun(before: JudgedGroup, checks: readonly RuleOfCheck[]): JudgedGroup {
  const judgedChange = Math.min(...before.checks.filter(hasJudged).map((check) => check.judgedChange));
  const nothing = { passed: 0, failed: 0, unknown: 0, notApplicable: 0, unknownBecause: null };
  return {
    ...before,
    checks: checks.map(({ checkId, projection, rule }) => ({
      ...nothing,
      checkId,
      projection,
      rule,
      judgedChange,
      place: -1,
      tallies: null,
    })),
  };
}

function isSameRule(judged: JudgedCheck, { checkId, rule }: RuleOfCheck): boolean {
  return judged.checkId === checkId && judged.rule === rule && hasJudged(judged);
}

export const hasJudged = ({ judgedChange }: Pick<JudgedCheck, "judgedChange">) => judgedChange >= 0;
