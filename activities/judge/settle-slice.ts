import type { StoreHandle } from "../../storage/database.ts";
import { forgetDayCounts, moveDayCounts } from "../../storage/judging/day-counts.ts";
import { forgetOlderChecks, saveJudgedChecks } from "../../storage/judging/group.ts";
import { olderStandings, removeOlderRules } from "../../storage/judging/standing.ts";
import type { JudgedRunGroup } from "./observe-group.ts";

/**
 * Keeps what still stands by older rules after a run has taken some of it over. Before what the run has judged is
 * counted, and after how records stand was stored.
 */
export async function settleSlice(
  transaction: StoreHandle,
  { group: { name, ruleSet }, slots, judging: { older }, reached }: JudgedRunGroup,
): Promise<void> {
  if (older === null) return;
  // It has not judged what this run took over, and those records do not come again: it judges all once it can.
  for (const { check } of slots.filter(({ isKept }) => !isKept)) {
    older.forget(check.id);
    await forgetDayCounts(transaction, name, check.id);
  }
  // What nobody has met is no record of the mirror any more.
  if (reached.isAtEnd) for (const left of await olderStandings(transaction, name, ruleSet)) older.takeOut(left);
  await moveDayCounts(transaction, name, older.moves());
  if (reached.isAtEnd) {
    await removeOlderRules(transaction, name, ruleSet);
    await forgetOlderChecks(transaction, name, ruleSet);
  } else for (const rules of older.rules()) await saveJudgedChecks(transaction, name, rules, { instead: false });
}
