import { cohortsOf, type Added, type AnyAggregate, type CohortPart } from "../../checks/aggregate.ts";
import { readCounted } from "../../domain/judging/counted-parts.ts";
import { plusDays } from "../../domain/time/civil-day.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { countsBetween } from "../../storage/judging/day-counts.ts";
import type { Slot, Tally } from "./group-slots.ts";
import type { RunGroup } from "./judged-groups.ts";

/** What an aggregate comes to at this instant: what is kept, and by how much this run moves it. */
export async function addedUp(db: StoreHandle, group: RunGroup, slot: Slot, tally: Tally): Promise<Added> {
  const { asOf, businessTime, params } = slot.context;
  const to = businessTime.localDay(asOf);
  const days = tally.definition.windowDays?.(params);
  const from = days === undefined ? "" : plusDays(to, -days);
  const kept =
    slot.judgedChange < 0
      ? []
      : await countsBetween(db, group.name, { checkId: slot.check.id, tally: tally.index, from, to });
  const moved = [...tally.moves.values()].filter(({ day }) => day === "" || (day >= from && day <= to));

  const words = new Map<string, { n: number; total: number }>();
  for (const { cohort, n, total } of [...kept, ...moved]) {
    const sum = words.get(cohort) ?? { n: 0, total: 0 };
    words.set(cohort, { n: sum.n + n, total: sum.total + total });
  }
  return addedOf(tally.definition, words);
}

function addedOf(
  definition: AnyAggregate,
  words: ReadonlyMap<string, { readonly n: number; readonly total: number }>,
): Added {
  const parts: CohortPart[] = [];
  const reasons: string[] = [];
  let leftOut = 0;
  for (const [word, { n, total }] of words) {
    if (n === 0) continue;
    const read = readCounted(word);
    if ("leftOut" in read) {
      leftOut += n;
      reasons.push(read.leftOut);
    } else parts.push({ ...read, n, total });
  }
  return { cohorts: cohortsOf(definition, parts), leftOut, reason: reasons.sort()[0] ?? null };
}
