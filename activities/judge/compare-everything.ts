import { subjectOf } from "../../checks/judge.ts";
import { sourcesBeside } from "../../checks/needs.ts";
import { loadBeside } from "../../checks/sources/load-beside.ts";
import type { RecordStock } from "../../checks/kinds/kind.ts";
import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import type { CountedPart } from "../../storage/database.ts";
import { recordsWithStandings, type JudgedRecord, type Standing } from "../../storage/judging/candidates.ts";
import { readDayCounts, type DayCount } from "../../storage/judging/day-counts.ts";
import { goneStandings } from "../../storage/judging/standing.ts";
import { slotsOf, type Slot } from "./group-slots.ts";
import { heldSums, type HeldSums } from "./held-sums.ts";
import { verdictOf } from "./judge-group.ts";
import type { RunGroup } from "./judged-groups.ts";
import type { GroupSurroundings } from "./observe-group.ts";
import { openSources, type RunSources } from "./open-sources.ts";

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

/** One group at work. */
interface Comparing {
  readonly group: RunGroup;
  /** Its checks that have judged anything. */
  readonly claiming: readonly Slot[];
  readonly asked: ReturnType<typeof sourcesBeside>;
  readonly sources: RunSources;
  readonly sums: HeldSums;
  readonly differing: string[];
  first: string | null;
}

type Around = Omit<GroupSurroundings, "known">;

/**
 * Judges every record of one type at this instant, for all groups that rest on it, and holds it against what they keep.
 * What has changed since, or has run out, is claimed by nobody and is no difference: the run judges it next.
 *
 * @param groups - Of one type.
 */
export async function compareType(around: Around, groups: readonly RunGroup[]): Promise<readonly GroupComparison[]> {
  if (groups.length === 0) return [];
  const { db, records, inventory, eachPage } = around;
  const { name, type } = groups[0]!;
  const comparing = groups.map((group) => begin(around, group));
  const parse = await records.parser(type);
  let seen = 0;
  const cadences = groups.map((group) => group.name.cadence);
  for await (const page of recordsWithStandings(db, name, cadences)) {
    eachPage();
    const ids = page.map(({ id }) => id);
    const beside = await Promise.all(comparing.map(({ asked, sources }) => loadBeside(asked, sources, ids)));
    for (const row of page) {
      const { record, faults } = parse(row);
      const subject = subjectOf(record, faults);
      for (const [at, one] of comparing.entries()) {
        const stock = { subject, record, faults, beside: beside[at]!(row.id), inventory };
        compareOne(around, one, row, { kept: row.standings[at] ?? null, stock });
      }
    }
    seen += page.length;
  }
  const compared: GroupComparison[] = [];
  for (const one of comparing) compared.push(await end(around, one, seen));
  return compared;
}

function begin(around: Around, group: RunGroup): Comparing {
  const { db, asOf } = around;
  const slots = slotsOf(group, around);
  return {
    group,
    claiming: slots.filter(({ judgedChange }) => judgedChange >= 0),
    asked: slots.flatMap(({ check }) => sourcesBeside(check, group.type)),
    sources: openSources(db, group.name.clientId, asOf, group.lookBack),
    sums: heldSums(slots),
    differing: [],
    first: null,
  };
}

interface Held {
  /** What stands of the record in the group; null: nothing. */
  readonly kept: Standing | null;
  readonly stock: RecordStock;
}

function compareOne(around: Around, comparing: Comparing, row: JudgedRecord, held: Held): void {
  const { group, claiming, sums, differing } = comparing;
  const { kept, stock } = held;
  const standing = kept?.ruleSet === group.ruleSet ? kept : null;
  if (standing !== null) sums.add(standing);
  const verdicts = standing === null ? [] : sums.verdictsOf(standing);
  const isOut = standing !== null && standing.dueAt !== null && standing.dueAt <= around.asOf;
  for (const slot of claiming) {
    if (row.changeNo > slot.judgedChange) continue;
    if (standing !== null && (isOut || isAsHeld(around.accept, slot, standing, verdicts[slot.place] ?? null, stock)))
      continue;
    comparing.first ??= slot.check.id;
    differing.push(row.id);
    return;
  }
}

/** Whether what a check claims of a record is so. */
function isAsHeld(
  accept: Around["accept"],
  slot: Slot,
  standing: Standing,
  held: VerdictStatus | null,
  stock: RecordStock,
): boolean {
  if (slot.place >= 0) {
    const verdict = verdictOf(slot, stock);
    if (held !== accept({ checkId: slot.check.id, subject: stock.subject, verdict })) return false;
    if (isKeptTooLong(standing, verdict.holdsUntil)) return false;
  }
  for (const tally of slot.tallies) {
    const counted = standing.counted.find(([place]) => place === tally.place);
    const { part, dueAt } = tally.contribute(stock.record, stock.faults, stock.beside);
    if (!isSamePart(counted ?? null, part) || isKeptTooLong(standing, dueAt)) return false;
  }
  return true;
}

function isSamePart(one: CountedPart | null, other: CountedPart | null): boolean {
  if (one === null || other === null) return one === other;
  return one.every((value, at) => value === other[at]);
}

/** What runs out unnoticed is wrong already, though it says the same today. */
function isKeptTooLong({ dueAt }: Standing, holdsUntil: Date | null | undefined): boolean {
  if (holdsUntil === undefined || holdsUntil === null) return false;
  return dueAt === null || dueAt.getTime() > holdsUntil.getTime();
}

async function end(
  { db }: Around,
  { group, differing, first, sums }: Comparing,
  seen: number,
): Promise<GroupComparison> {
  for (const gone of await goneStandings(db, group.name)) if (gone.ruleSet === group.ruleSet) sums.add(gone);
  const counts = sums.otherCounts(group);
  const moves = sums.movesFrom(await readDayCounts(db, group.name));
  const firstDifference = first ?? [...counts.keys()][0] ?? moves[0]?.checkId ?? null;
  return { group, records: seen, differing, counts, moves, firstDifference };
}
