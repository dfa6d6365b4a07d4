import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import { unpackVerdicts } from "../../domain/judging/verdict-bits.ts";
import type { Standing } from "../../storage/judging/candidates.ts";
import type { DayCount } from "../../storage/judging/day-counts.ts";
import type { JudgedCheck, OlderRules } from "../../storage/judging/group.ts";
import { hasJudged } from "./slices.ts";

/** What still stands by rules that hold no more, while slices take it over. */
export interface OlderSums {
  /** A record that stood by them stands by today's, or is gone: what it added counts no longer. */
  takeOut(standing: Standing): void;
  /** How many records of each verdict a check has there; null: it judged none by these rules, or begins anew. */
  countsOf(checkId: string): Readonly<Record<VerdictStatus, number>> | null;
  /** Whether all that stands there was judged by this check, be it by other settings. */
  hasAllOf(checkId: string): boolean;
  /** By how much its sums have moved. */
  moves(): readonly DayCount[];
  /** With counters as they are now. */
  rules(): readonly OlderRules[];
  /** A check that begins anew: whatever it counted by older rules is forgotten. */
  forget(checkId: string): void;
}

interface Counting {
  check: JudgedCheck;
  readonly counts: Record<VerdictStatus, number>;
}

interface Counted {
  readonly ruleSet: number;
  readonly bits: number;
  readonly checks: readonly Counting[];
  /** Place of a sum → whose it is. */
  readonly sums: ReadonlyMap<number, { readonly counting: Counting; readonly tally: number }>;
}

export function olderSums(older: readonly OlderRules[]): OlderSums {
  const all = older.map(countedOf);
  const byRuleSet = new Map(all.map((one) => [one.ruleSet, one]));
  const moves = new Map<string, DayCount>();

  return {
    takeOut({ ruleSet, verdicts, counted }) {
      const rules = byRuleSet.get(ruleSet);
      if (rules === undefined) return;
      const held = unpackVerdicts(verdicts, rules.bits);
      for (const { check, counts } of rules.checks) {
        const verdict = check.place < 0 || !hasJudged(check) ? null : (held[check.place] ?? null);
        if (verdict !== null) counts[verdict] -= 1;
      }
      for (const [place, day, cohort, value] of counted) {
        const sum = rules.sums.get(place);
        if (sum === undefined || !hasJudged(sum.counting.check)) continue;
        const { checkId } = sum.counting.check;
        const key = `${checkId}\n${sum.tally}\n${day}\n${cohort}`;
        const { n, total } = moves.get(key) ?? { n: 0, total: 0 };
        moves.set(key, { checkId, tally: sum.tally, day, cohort, n: n - 1, total: total - value });
      }
    },

    countsOf(checkId) {
      const of = all.flatMap(({ checks }) => checks).filter(({ check }) => check.checkId === checkId);
      const judged = of.filter(({ check }) => hasJudged(check));
      if (judged.length === 0) return null;
      const sum = (status: VerdictStatus) => judged.reduce((before, { counts }) => before + counts[status], 0);
      return { pass: sum("pass"), fail: sum("fail"), unknown: sum("unknown"), "not-applicable": sum("not-applicable") };
    },

    hasAllOf: (checkId) =>
      all.every(({ checks }) => checks.some(({ check }) => check.checkId === checkId && hasJudged(check))),

    moves: () => [...moves.values()],

    rules: () => all.map(({ ruleSet, checks }) => ({ ruleSet, checks: checks.map(asKept) })),

    forget(checkId) {
      for (const { checks } of all)
        for (const counting of checks)
          if (counting.check.checkId === checkId) counting.check = { ...counting.check, judgedChange: -1 };
      for (const [key, move] of moves) if (move.checkId === checkId) moves.delete(key);
    },
  };
}

function countedOf({ ruleSet, checks }: OlderRules): Counted {
  const counting = checks.map((check): Counting => {
    const { passed, failed, unknown, notApplicable } = check;
    return { check, counts: { pass: passed, fail: failed, unknown, "not-applicable": notApplicable } };
  });
  const sums = counting.flatMap((one) =>
    readTallies(one.check.tallies).map(([place, tally]) => [place, { counting: one, tally }] as const),
  );
  return { ruleSet, bits: checks.filter(({ place }) => place >= 0).length, checks: counting, sums: new Map(sums) };
}

function asKept({ check, counts }: Counting): JudgedCheck {
  const { pass: passed, fail: failed, unknown, "not-applicable": notApplicable } = counts;
  return { ...check, passed, failed, unknown, notApplicable };
}

/** How the places of a check's sums are kept: "3:0,4:1". */
export function writeTallies(tallies: readonly { readonly place: number; readonly index: number }[]): string {
  return tallies.map(({ place, index }) => `${place}:${index}`).join(",");
}

function readTallies(written: string | null): readonly (readonly [place: number, index: number])[] {
  if (written === null || written === "") return [];
  return written.split(",").map((one) => {
    const [place, index] = one.split(":").map(Number);
    return [place!, index!];
  });
}
