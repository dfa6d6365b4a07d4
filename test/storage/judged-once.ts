import { packVerdicts } from "../../domain/judging/verdict-bits.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { allRecords, changedRecords, dueRecords, recordsFrom, recordsNamed } from "../../storage/judging/candidates.ts";
import { spendInBackground } from "../../storage/background-requests.ts";
import { measuredBetween, saveMeasured } from "../../storage/measurements.ts";
import { lastComparison, saveComparison } from "../../storage/judging/comparison.ts";
import { countsBetween, moveDayCounts, readDayCounts } from "../../storage/judging/day-counts.ts";
import { readGroup, saveGroup, saveJudgedChecks } from "../../storage/judging/group.ts";
import { goneStandings, olderStandings, saveStanding } from "../../storage/judging/standing.ts";
import { at } from "./rows.ts";

const groupOf = (clientId: string) => ({ clientId, cadence: "daily", recordType: "contact" });

/** What was judged of record 1, with the label wherever there is a place for one. */
export async function judgeOnce(db: StoreHandle, clientId: string, label: string): Promise<void> {
  const group = groupOf(clientId);
  await saveGroup(db, group, { ruleSet: 1, rules: label, asOf: at(1), version: 1, sliceAfter: label, epoch: 0 });
  const check = { checkId: "lead-stale", place: 0, judgedChange: 1, unknownBecause: label, projection: null };
  const counts = { passed: 1, failed: 0, unknown: 0, notApplicable: 0 };
  const rule = { rule: label, tallies: "" };
  await saveJudgedChecks(db, group, { ruleSet: 1, checks: [{ ...check, ...counts, ...rule }] }, { instead: true });
  const standing = { judgedChange: 0, dueAt: at(1), ruleSet: 1, verdicts: packVerdicts(["pass"]) };
  await saveStanding(db, group, [{ id: "1", ...standing, counted: [[0, "", `=${label}`, 1]] }]);
  const count = { checkId: "lead-stale", tally: 0, day: "", cohort: `=${label}`, n: 1, total: 1 };
  await moveDayCounts(db, group, [count]);
  await saveMeasured(db, clientId, [
    { measure: label, day: "2026-11-30", asOf: at(1), figures: [{ cohort: label, n: label.length, value: 1 }] },
  ]);
  await spendInBackground(db, clientId, at(1), 1);
  await saveComparison(db, clientId, { asOf: at(1), records: 1, verdicts: 0, counters: 0, firstDifference: label });
}

/** All that can be asked of that. */
export async function everythingJudged(db: StoreHandle, clientId: string): Promise<unknown> {
  const group = groupOf(clientId);
  const records = [];
  for await (const page of allRecords(db, group, null)) records.push(...page);
  for await (const page of dueRecords(db, group, { asOf: at(9), upTo: 99, metSince: null })) records.push(...page);
  for await (const page of recordsFrom(db, group, { after: "", most: 9 })) records.push(...page);
  for await (const page of changedRecords(db, group, { after: -1, upTo: 99, metSince: null })) records.push(...page);
  return {
    records,
    named: await recordsNamed(db, group, ["1"], null),
    gone: await goneStandings(db, group),
    older: await olderStandings(db, group, 0),
    group: await readGroup(db, group),
    dayCounts: await readDayCounts(db, group),
    cohorts: await countsBetween(db, group, { checkId: "lead-stale", tally: 0, from: "", to: "9" }),
    comparison: await lastComparison(db, clientId),
    measured: [...(await measuredBetween(db, clientId, { measure: "nnnn", from: "2000-01-01", to: "2030-01-01" }))],
  };
}
