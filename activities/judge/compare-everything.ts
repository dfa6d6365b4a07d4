import { subjectOf, type Judgement } from "../../checks/judge.ts";
import { sourcesBeside } from "../../checks/needs.ts";
import { loadBeside } from "../../checks/sources/load-beside.ts";
import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import { unpackVerdicts } from "../../domain/judging/verdict-bits.ts";
import type { CountedPart } from "../../storage/database.ts";
import { allRecords, type Candidate, type Standing } from "../../storage/judging/candidates.ts";
import { readDayCounts, type DayCount } from "../../storage/judging/day-counts.ts";
import { goneStandings } from "../../storage/judging/standing.ts";
import type { RecordStock } from "../../checks/kinds/kind.ts";
import { slotsOf, type Slot } from "./group-slots.ts";
import { verdictOf } from "./judge-group.ts";
import type { RunGroup } from "./judged-groups.ts";
import type { GroupSurroundings } from "./observe-group.ts";
import { openSources } from "./open-sources.ts";

/** What was held of one group, against what everything, judged anew, says. */
export interface GroupComparison {
  readonly group: RunGroup;
  readonly records: number;
  /** Records of which a verdict, or what they add, is held otherwise than it is. */
  readonly differing: readonly string[];
  /** Check id → its counters as the records have them, where these are others than those that are kept. */
  readonly counts: ReadonlyMap<string, Record<VerdictStatus, number>>;
  /** By how much day counts are apart. */
  readonly moves: readonly DayCount[];
  /** The check of the first difference. */
  readonly firstDifference: string | null;
}

/**
 * Judges every record of a group at this instant and holds it against what is kept. What has changed since, or has run
 * out, is claimed by nobody and is no difference: the run judges it next.
 */
export async function compareGroup(around: GroupSurroundings, group: RunGroup): Promise<GroupComparison> {
  const { db, asOf, businessTime, records, accept } = around;
  const slots = slotsOf(group, asOf, businessTime);
  const sources = openSources(db, group.name.clientId, asOf, group.lookBack);
  const asked = slots.flatMap(({ check }) => sourcesBeside(check, group.type));
  const parse = await records.parser(group.type);
  const sums = new Sums(slots);
  const differing: string[] = [];
  let first: string | null = null;
  let seen = 0;

  for await (const page of allRecords(db, group.name, null)) {
    const besideOf = await loadBeside(
      asked,
      sources,
      page.map(({ id }) => id),
    );
    for (const candidate of page) {
      const standing = candidate.standing?.ruleSet === group.ruleSet ? candidate.standing : null;
      sums.add(standing);
      const { record, faults } = parse(candidate);
      const stock = { subject: subjectOf(record, faults), record, faults, beside: besideOf(candidate.id) };
      const wrong = slots.find((slot) => differs(slot, slots, { candidate, standing, stock }, { asOf, accept }));
      seen += 1;
      if (wrong === undefined) continue;
      first ??= wrong.check.id;
      differing.push(candidate.id);
    }
  }
  for (const gone of await goneStandings(db, group.name)) if (gone.ruleSet === group.ruleSet) sums.add(gone);

  const counts = sums.otherCounts(group);
  const moves = sums.movesFrom(await readDayCounts(db, group.name));
  const firstDifference = first ?? [...counts.keys()][0] ?? moves[0]?.checkId ?? null;
  return { group, records: seen, differing, counts, moves, firstDifference };
}

interface Held {
  readonly candidate: Candidate;
  readonly standing: Standing | null;
  readonly stock: RecordStock;
}

/** Whether a check claims something of a record that is otherwise. */
function differs(
  slot: Slot,
  slots: readonly Slot[],
  { candidate, standing, stock }: Held,
  { asOf, accept }: { readonly asOf: Date; readonly accept: (judgement: Judgement) => VerdictStatus },
): boolean {
  if (slot.judgedChange < 0 || candidate.changeNo > slot.judgedChange) return false;
  if (standing === null) return true;
  if (standing.dueAt !== null && standing.dueAt <= asOf) return false;
  if (slot.place >= 0) {
    const held = unpackVerdicts(standing.verdicts, bitsOf(slots))[slot.place];
    const verdict = verdictOf(slot, stock);
    if (held !== accept({ checkId: slot.check.id, subject: stock.subject, verdict })) return true;
    if (isKeptTooLong(standing, verdict.holdsUntil)) return true;
  }
  return slot.tallies.some((tally) => {
    const held = standing.counted.find(([at]) => at === tally.place);
    const { part, dueAt } = tally.contribute(stock.record, stock.faults);
    return JSON.stringify(held ?? null) !== JSON.stringify(part) || isKeptTooLong(standing, dueAt);
  });
}

/** What runs out unnoticed is wrong already, though it says the same today. */
function isKeptTooLong({ dueAt }: Standing, holdsUntil: Date | null | undefined): boolean {
  if (holdsUntil === undefined || holdsUntil === null) return false;
  return dueAt === null || dueAt > holdsUntil;
}

const bitsOf = (slots: readonly Slot[]) => slots.filter(({ place }) => place >= 0).length;

/** What the records that stand come to. */
class Sums {
  readonly #slots: readonly Slot[];
  readonly #counts = new Map<Slot, Record<VerdictStatus, number>>();
  readonly #days = new Map<string, DayCount>();

  constructor(slots: readonly Slot[]) {
    this.#slots = slots.filter(({ judgedChange }) => judgedChange >= 0);
    for (const slot of this.#slots) this.#counts.set(slot, { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 });
    this.#bits = bitsOf(slots);
  }
  readonly #bits: number;

  add(standing: Standing | null): void {
    if (standing === null) return;
    const verdicts = unpackVerdicts(standing.verdicts, this.#bits);
    for (const slot of this.#slots) {
      const held = slot.place < 0 ? null : verdicts[slot.place]!;
      if (held !== null) this.#counts.get(slot)![held] += 1;
      for (const tally of slot.tallies)
        for (const part of standing.counted)
          if (part[0] === tally.place) this.#move(slot.check.id, tally.index, part, 1);
    }
  }

  #move(checkId: string, tally: number, [, day, cohort, value]: CountedPart, by: number): void {
    const key = keyOf({ checkId, tally, day, cohort });
    const { n, total } = this.#days.get(key) ?? { n: 0, total: 0 };
    this.#days.set(key, { checkId, tally, day, cohort, n: n + by, total: total + by * value });
  }

  otherCounts(group: RunGroup): ReadonlyMap<string, Record<VerdictStatus, number>> {
    const other = new Map<string, Record<VerdictStatus, number>>();
    for (const [slot, counts] of this.#counts) {
      const kept = group.before?.checks.find(({ checkId }) => checkId === slot.check.id);
      const isSame =
        kept !== undefined &&
        kept.passed === counts.pass &&
        kept.failed === counts.fail &&
        kept.unknown === counts.unknown &&
        kept.notApplicable === counts["not-applicable"];
      if (!isSame && slot.place >= 0) other.set(slot.check.id, counts);
    }
    return other;
  }

  movesFrom(kept: readonly DayCount[]): readonly DayCount[] {
    const judged = new Set(this.#slots.map(({ check }) => check.id));
    const moves = new Map(this.#days);
    for (const one of kept.filter(({ checkId }) => judged.has(checkId))) {
      const { n, total } = moves.get(keyOf(one)) ?? { n: 0, total: 0 };
      moves.set(keyOf(one), { ...one, n: n - one.n, total: total - one.total });
    }
    return [...moves.values()].filter(({ n, total }) => n !== 0 || total !== 0);
  }
}

const keyOf = ({ checkId, tally, day, cohort }: Pick<DayCount, "checkId" | "tally" | "day" | "cohort">) =>
  `${checkId}\n${tally}\n${day}\n${cohort}`;
