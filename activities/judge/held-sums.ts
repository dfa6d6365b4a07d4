import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import { unpackVerdicts, type KeptVerdict } from "../../domain/judging/verdict-bits.ts";
import type { CountedPart } from "../../storage/database.ts";
import type { Standing } from "../../storage/judging/candidates.ts";
import type { DayCount } from "../../storage/judging/day-counts.ts";
import type { Slot } from "./group-slots.ts";
import type { RunGroup } from "./judged-groups.ts";

/** What the records of one group that stand come to. */
export interface HeldSums {
  add(standing: Standing): void;
  /** The verdicts of the group's checks on one record, by their places. */
  verdictsOf(standing: Standing): readonly KeptVerdict[];
  /** Check id → its counters by the records, where these are others than those that are kept. */
  otherCounts(group: RunGroup): ReadonlyMap<string, Record<VerdictStatus, number>>;
  /** By how much what is kept of days is apart. */
  movesFrom(kept: readonly DayCount[]): readonly DayCount[];
}

/** A million records have few kinds of verdicts among them; where they have many, the first ones are forgotten. */
const mostPatterns = 10_000;

export function heldSums(slots: readonly Slot[]): HeldSums {
  const judged = slots.filter(({ judgedChange }) => judgedChange >= 0);
  const counting = judged.filter(({ tallies }) => tallies.length > 0);
  const bits = slots.filter(({ place }) => place >= 0).length;
  const counts = new Map<Slot, Record<VerdictStatus, number>>();
  for (const slot of judged) counts.set(slot, { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 });
  const days = new Map<string, { -readonly [Name in keyof DayCount]: DayCount[Name] }>();
  // How often each pattern of verdicts was met. It is taken apart once.
  let patterns = new Map<string, { readonly verdicts: readonly KeptVerdict[]; times: number }>();

  const patternOf = ({ verdicts: packed }: Standing) => {
    let pattern = patterns.get(packed);
    if (pattern !== undefined) return pattern;
    if (patterns.size >= mostPatterns) takeIn();
    patterns.set(packed, (pattern = { verdicts: unpackVerdicts(packed, bits), times: 0 }));
    return pattern;
  };
  const takeIn = () => {
    for (const { verdicts, times } of patterns.values())
      for (const slot of judged) {
        const held = slot.place < 0 ? null : verdicts[slot.place]!;
        if (held !== null) counts.get(slot)![held] += times;
      }
    patterns = new Map();
  };
  const tallyAt = new Map(
    counting.flatMap(({ check, tallies }) =>
      tallies.map(({ place, index }) => [place, { checkId: check.id, tally: index }] as const),
    ),
  );
  const move = ([place, day, cohort, value]: CountedPart) => {
    const counted = tallyAt.get(place);
    if (counted === undefined) return;
    const { checkId, tally } = counted;
    const key = keyOf({ checkId, tally, day, cohort });
    const known = days.get(key);
    if (known === undefined) days.set(key, { checkId, tally, day, cohort, n: 1, total: value });
    else {
      known.n += 1;
      known.total += value;
    }
  };

  return {
    add(standing) {
      patternOf(standing).times += 1;
      for (const part of standing.counted) move(part);
    },

    verdictsOf: (standing) => patternOf(standing).verdicts,

    otherCounts(group) {
      takeIn();
      const other = new Map<string, Record<VerdictStatus, number>>();
      for (const [slot, counted] of counts) {
        const kept = group.before?.checks.find(({ checkId }) => checkId === slot.check.id);
        const isSame =
          kept !== undefined &&
          kept.passed === counted.pass &&
          kept.failed === counted.fail &&
          kept.unknown === counted.unknown &&
          kept.notApplicable === counted["not-applicable"];
        if (!isSame && slot.place >= 0) other.set(slot.check.id, counted);
      }
      return other;
    },

    movesFrom(kept) {
      const ids = new Set(judged.map(({ check }) => check.id));
      const moves = new Map<string, DayCount>(days);
      for (const one of kept.filter(({ checkId }) => ids.has(checkId))) {
        const { n, total } = moves.get(keyOf(one)) ?? { n: 0, total: 0 };
        moves.set(keyOf(one), { ...one, n: n - one.n, total: total - one.total });
      }
      return [...moves.values()].filter(({ n, total }) => n !== 0 || total !== 0);
    },
  };
}

const keyOf = ({ checkId, tally, day, cohort }: Pick<DayCount, "checkId" | "tally" | "day" | "cohort">) =>
  `${checkId}\n${tally}\n${day}\n${cohort}`;
