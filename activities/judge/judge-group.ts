import type { Judgement } from "../../checks/judge.ts";
import type { RecordStock } from "../../checks/kinds/kind.ts";
import type { Verdict, VerdictStatus } from "../../domain/findings/verdict.ts";
import { packVerdicts, unpackVerdicts, type KeptVerdict } from "../../domain/judging/verdict-bits.ts";
import type { CountedPart } from "../../storage/database.ts";
import type { Candidate } from "../../storage/judging/candidates.ts";
import type { StandingRow } from "../../storage/judging/standing.ts";
import type { Slot, Tally } from "./group-slots.ts";
import { olderSums, type OlderSums } from "./older-sums.ts";
import { asBadAsThere, scopeOf, switchedOff } from "./scope-of.ts";
import type { RunGroup } from "./judged-groups.ts";

/** What a group makes of the records that are handed to it, and by how much its counters move. */
export interface GroupJudging {
  /** How records stand from now on, where that is otherwise than it was kept. Whoever stores them empties it. */
  readonly rows: StandingRow[];
  /** Records that are gone and taken out. */
  readonly gone: string[];
  /** Records whose history has to be read before a check can judge them. */
  readonly wanting: ReadonlySet<string>;
  /** What stands by older rules while slices take it over; null: nothing. */
  readonly older: OlderSums | null;
  /** @param holdsUntil - The instant at which what lies beside the record changes by itself. */
  judge(candidate: Candidate, stock: RecordStock, holdsUntil: Date | null): void;
  /** Takes out what stands of a record that the mirror no longer has. */
  takeOut(standing: StandingRow): void;
}

/** @param accept - Is given every judgement, and says how it counts: people may have excluded it. */
export function startGroup(
  group: RunGroup,
  slots: readonly Slot[],
  accept: (judgement: Judgement) => VerdictStatus,
): GroupJudging {
  const judging = slots.filter(({ isEvaluated }) => isEvaluated);
  const bits = slots.filter(({ place }) => place >= 0).length;
  const isVoid = group.isRebuild || group.isBackward;
  const isClean = slots.every(({ isKept }) => isKept);
  const keeps = slots.some(({ isKept }) => isKept);
  const keptPlaces = new Set(slots.filter(({ isKept }) => isKept).flatMap(({ tallies }) => tallies.map(placeOf)));
  const rows: StandingRow[] = [];
  const gone: string[] = [];
  const wanting = new Set<string>();
  const older = group.slicing === null || isVoid ? null : olderSums(group.slicing.older);
  // Whoever begins anew counts nothing of what was counted before, whatever the rules.
  for (const { check, judgedChange } of slots) if (judgedChange < 0) older?.forget(check.id);

  const validOf = ({ standing }: Pick<Candidate, "standing">) =>
    isVoid || standing === null || standing.ruleSet !== group.ruleSet ? null : standing;

  return {
    rows,
    gone,
    wanting,
    older,

    judge(candidate, stock, holdsUntil) {
      const standing = validOf(candidate);
      const verdicts: KeptVerdict[] =
        standing === null ? Array.from({ length: bits }, () => null) : [...unpackVerdicts(standing.verdicts, bits)];
      // Whoever is not judged now has still to be judged at the instant that was kept.
      let dueAt = earlier(isClean ? null : (standing?.dueAt ?? null), holdsUntil);
      const counted: CountedPart[] = standing?.counted.filter(([place]) => !keptPlaces.has(place)) ?? [];

      for (const slot of judging) {
        if (slot.place >= 0) {
          const verdict = verdictOf(slot, stock);
          const status = accept({ checkId: slot.check.id, subject: stock.subject, verdict });
          count(slot, slot.judgedChange < 0 ? null : verdicts[slot.place]!, status);
          if (verdict.status === "unknown") slot.unknownBecause ??= verdict.reason;
          if (verdict.status === "unknown" && verdict.wantsHistory === true) wanting.add(candidate.id);
          if (slot.isKept) verdicts[slot.place] = status;
          // A check that does not say how long its verdict holds is asked in each run.
          dueAt = earlier(dueAt, verdict.holdsUntil === undefined ? slot.context.asOf : verdict.holdsUntil);
        }
        for (const tally of slot.tallies) {
          const before = slot.judgedChange < 0 ? undefined : standing?.counted.find(([place]) => place === tally.place);
          const { part, dueAt: countsFrom, wantsHistory } = tally.contribute(stock.record, stock.faults, stock.beside);
          if (wantsHistory === true) wanting.add(candidate.id);
          if (before !== undefined) move(slot, tally, before, -1);
          if (part !== null) move(slot, tally, part, 1);
          if (slot.isKept && part !== null) counted.push(part);
          dueAt = earlier(dueAt, countsFrom);
        }
      }
      if (standing === null && candidate.standing !== null) older?.takeOut(candidate.standing);
      if (!keeps) return;
      const row: StandingRow = {
        id: candidate.id,
        judgedChange: candidate.changeNo,
        dueAt,
        ruleSet: group.ruleSet,
        verdicts: packVerdicts(verdicts),
        counted,
      };
      if (isVoid || !isSame(candidate.standing, row)) rows.push(row);
    },

    takeOut(standing) {
      if (standing.ruleSet !== group.ruleSet) {
        older?.takeOut(standing);
        gone.push(standing.id);
        return;
      }
      const verdicts = [...unpackVerdicts(standing.verdicts, bits)];
      for (const slot of judging.filter(({ judgedChange }) => judgedChange >= 0)) {
        const before = slot.place < 0 ? null : verdicts[slot.place]!;
        if (before !== null) slot.counts[before] -= 1;
        for (const tally of slot.tallies)
          for (const part of standing.counted) if (part[0] === tally.place) move(slot, tally, part, -1);
        if (slot.isKept && slot.place >= 0) verdicts[slot.place] = null;
      }
      // Until every check of the group has taken it out it stands for the others.
      const counted = standing.counted.filter(([place]) => !keptPlaces.has(place));
      if (isClean) gone.push(standing.id);
      else if (keeps) rows.push({ ...standing, verdicts: packVerdicts(verdicts), counted });
    },
  };
}

const placeOf = ({ place }: Tally) => place;

/** A kind that judges single records says one thing of each, by the settings that hold where it is. */
export function verdictOf({ judge, context, observed }: Slot, stock: RecordStock): Verdict {
  const { scopes } = observed.monitor;
  const scope = scopes === undefined || scopes.length === 0 ? null : scopeOf(scopes, stock.record);
  if (scope === null) return judge!(stock, context);
  if (!scope.enabled) return switchedOff(scope);
  return asBadAsThere(judge!(stock, { ...context, params: scope.params as never }), scope);
}

function count(slot: Slot, before: KeptVerdict, now: VerdictStatus): void {
  if (before !== null) slot.counts[before] -= 1;
  slot.counts[now] += 1;
}

function move({ check }: Slot, { index, moves }: Tally, [, day, cohort, value]: CountedPart, by: 1 | -1): void {
  const key = `${day}\n${cohort}`;
  const { n, total } = moves.get(key) ?? { n: 0, total: 0 };
  moves.set(key, { checkId: check.id, tally: index, day, cohort, n: n + by, total: total + by * value });
}

export function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one <= other ? one : other;
}

function isSame(before: Candidate["standing"], now: StandingRow): boolean {
  return (
    before !== null &&
    before.judgedChange === now.judgedChange &&
    before.ruleSet === now.ruleSet &&
    before.verdicts === now.verdicts &&
    before.dueAt?.getTime() === now.dueAt?.getTime() &&
    JSON.stringify(before.counted) === JSON.stringify(now.counted)
  );
}
