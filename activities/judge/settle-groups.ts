import type { StoreHandle } from "../../storage/database.ts";
import { forgetDayCounts, moveDayCounts } from "../../storage/judging/day-counts.ts";
import { wantHistories } from "../../storage/histories.ts";
import { readVersions, saveGroups, saveJudgedChecks, type JudgedCheck } from "../../storage/judging/group.ts";
import { lockMirror } from "../../storage/judging/mirror-lock.ts";
import { removeOlderRules, removeStanding, saveStanding, weighStandings } from "../../storage/judging/standing.ts";
import { judgedCheckOf } from "./group-slots.ts";
import { settleSlice } from "./settle-slice.ts";
import type { RunGroup } from "./judged-groups.ts";
import type { JudgedRunGroup } from "./observe-group.ts";

/**
 * True while no other run has settled these groups since they were observed. Nothing changes in their mirrors until the
 * transaction ends.
 */
export async function areAsObserved(transaction: StoreHandle, groups: readonly JudgedRunGroup[]): Promise<boolean> {
  const types = [...new Set(groups.map(({ group }) => group.type))].sort();
  for (const type of types) await lockMirror(transaction, groups[0]!.group.name.clientId, type);
  if (groups.length === 0) return true;
  const versionOf = await readVersions(transaction, groups[0]!.group.name.clientId);
  return groups.every(({ group }) => versionOf(group.name) === (group.before?.version ?? 0));
}

/** Keeps how records stand after a run, and moves every counter by old and new. */
export async function settleGroups(
  transaction: StoreHandle,
  groups: readonly JudgedRunGroup[],
  asOf: Date,
): Promise<void> {
  // What was judged later stands, and of what was not read nothing new is known.
  const settled = groups.filter(({ group, slots }) => !group.isBackward && slots.some(({ isKept }) => isKept));
  for (const judged of settled) await settleGroup(transaction, judged);
  await saveGroups(
    transaction,
    settled.map(({ group: { name, before, ruleSet, rules, epoch, slicing }, reached }) => ({
      group: name,
      state: {
        ruleSet,
        rules,
        asOf,
        epoch,
        version: (before?.version ?? 0) + 1,
        sliceAfter: slicing === null || reached.isAtEnd ? null : reached.after,
      },
    })),
  );
}

async function settleGroup(transaction: StoreHandle, judged: JudgedRunGroup): Promise<void> {
  const { group, slots, judging } = judged;
  const { name, before, isRebuild, ruleSet, slicing } = group;
  await saveStanding(transaction, name, judging.rows);
  await removeStanding(transaction, name, judging.gone);
  await wantHistories(transaction, name.clientId, name.recordType, [...judging.wanting]);
  if (isRebuild) {
    await removeOlderRules(transaction, name, ruleSet);
    await forgetDayCounts(transaction, name);
    await weighStandings(transaction);
  }
  for (const slot of slots.filter(({ isKept }) => isKept)) {
    if (slot.judgedChange < 0 && !isRebuild) await forgetDayCounts(transaction, name, slot.check.id);
    await moveDayCounts(
      transaction,
      name,
      slot.tallies.flatMap(({ moves }) => [...moves.values()]),
    );
  }
  if (slicing !== null) await settleSlice(transaction, judged);
  const checks = slots.map((slot) => judgedCheckOf(slot, group));
  const isNew = isRebuild || slicing?.isFirst === true;
  const changed = isNew ? checks : checks.filter((check) => !isKnown(before, check));
  await saveJudgedChecks(transaction, name, { ruleSet, checks: changed }, { instead: isRebuild });
}

function isKnown(before: RunGroup["before"], check: JudgedCheck): boolean {
  const known = before?.checks.find(({ checkId }) => checkId === check.checkId);
  return (
    known !== undefined && (Object.keys(check) as (keyof JudgedCheck)[]).every((name) => known[name] === check[name])
  );
}
