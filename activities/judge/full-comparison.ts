import { log } from "@temporalio/activity";
import { checkById } from "../../checks/index.ts";
import type { Judgement } from "../../checks/judge.ts";
import { businessTimeOf, teamsOf } from "../../config/calendar.ts";
import type { ClientConfig } from "../../config/config.ts";
import { heeding } from "../../domain/findings/exclusion.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { hoursOfOwners } from "../../domain/leads/hours-of-owner.ts";
import { fingerprint } from "../../domain/findings/fingerprint.ts";
import { differencesOf, together, type JudgingComparison } from "../../domain/judging/comparison.ts";
import { bumpRecords } from "../../storage/change-numbers.ts";
import { lockClient } from "../../storage/clients.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { exclusionsOf } from "../../storage/exclusions.ts";
import { latestInventories } from "../../storage/inventory/read-inventory.ts";
import { needsOf } from "../../checks/needs.ts";
import { pipelineKinds } from "../../domain/inventory/pipeline.ts";
import { lastComparison, saveComparison } from "../../storage/judging/comparison.ts";
import { moveDayCounts } from "../../storage/judging/day-counts.ts";
import { readGroup, readVersions, saveGroup, saveJudgedChecks } from "../../storage/judging/group.ts";
import { lockMirror } from "../../storage/judging/mirror-lock.ts";
import { typedRecords } from "../mirror/typed-records.ts";
import type { RunChecksInput } from "../shapes.ts";
import { compareType, type GroupComparison } from "./compare-everything.ts";
import { groupsOf } from "./judged-groups.ts";
import type { ObservedCheck } from "./observed-checks.ts";

/**
 * Once a day everything is judged, of every cadence, and held against what is kept. Whatever differs is repaired: its
 * records are judged by the next run of each cadence, counters are set to what the records come to.
 */
export async function compareEverything(
  db: StoreHandle,
  client: ClientConfig,
  { run, plan }: RunChecksInput,
  eachPage: () => void = () => undefined,
): Promise<JudgingComparison> {
  const { clientId } = client;
  const asOf = new Date(run.asOf);
  const exclusions = await exclusionsOf(db, clientId);
  const checks = allChecks(client);
  const kinds = new Set<ItemType>(["owner", ...pipelineKinds, ...needsOf(checks.map(({ check }) => check)).items]);
  const inventory = await latestInventories(db, clientId, [...kinds]);
  const records = typedRecords(db, clientId, inventory);
  const businessTime = businessTimeOf(client);
  const around = {
    db,
    asOf,
    businessTime,
    hoursOf: hoursOfOwners(teamsOf(client), inventory.owner ?? [], businessTime),
    records,
    inventory,
    eachPage,
    // What does not fail is so whatever people have excluded.
    accept: ({ checkId, subject, verdict }: Judgement) =>
      verdict.status !== "fail"
        ? verdict.status
        : heeding(exclusions.get(fingerprint(checkId, subject.type, subject.id)), verdict).status,
  };
  const compared: GroupComparison[] = [];
  // Nothing is claimed by other rules, or of a later instant; nor of all records while changed rules are taken over.
  const claiming = (await groupsOf(db, client, { run, plan }, checks, inventory)).filter(
    ({ before, isRebuild, isBackward, slicing }) => before !== null && !isRebuild && !isBackward && slicing === null,
  );
  for (const groups of Map.groupBy(claiming, ({ type }) => type).values())
    for (const comparison of await compareType(around, groups))
      if (await repaired(db, comparison)) compared.push(comparison);
  const result = {
    asOf,
    records: compared.reduce((sum, one) => sum + one.records, 0),
    verdicts: compared.reduce((sum, { differing }) => sum + differing.length, 0),
    counters: compared.reduce((sum, { counts, moves }) => sum + counts.size + moves.length, 0),
    firstDifference: sayFirst(compared),
  };
  if (differencesOf(result) > 0)
    log.warn("What is held differs from what everything, judged anew, says. It is repaired.", { clientId, ...result });
  // An attempt before this one may have found and repaired something already.
  const all = together(await lastComparison(db, clientId), result);
  await saveComparison(db, clientId, all);
  return all;
}

/** @returns False where another run of the group has settled meanwhile: what was compared is not what is kept now. */
async function repaired(db: StoreHandle, comparison: GroupComparison): Promise<boolean> {
  const { group, differing, counts, moves } = comparison;
  const { name, before } = group;
  if (differing.length === 0 && counts.size === 0 && moves.length === 0)
    return (await readVersions(db, name.clientId))(name) === before?.version;
  return db.transaction().execute(async (transaction) => {
    await lockClient(transaction, name.clientId);
    await lockMirror(transaction, name.clientId, name.recordType);
    const now = await readGroup(transaction, name);
    if (now?.version !== before?.version) return false;
    await bumpRecords(transaction, name.clientId, name.recordType, differing);
    await moveDayCounts(transaction, name, moves);
    const corrected = now!.checks.flatMap((check) => {
      const counted = counts.get(check.checkId);
      if (counted === undefined) return [];
      const { pass: passed, fail: failed, unknown, "not-applicable": notApplicable } = counted;
      return [{ ...check, passed, failed, unknown, notApplicable }];
    });
    await saveJudgedChecks(transaction, name, { ruleSet: now!.ruleSet, checks: corrected }, { instead: false });
    // Whoever has read the counters before begins again.
    if (corrected.length > 0 || moves.length > 0)
      await saveGroup(transaction, name, { ...now!, version: now!.version + 1 });
    return true;
  });
}

/** Every check of the client, as if all that it rests on had been read: what was judged is what is compared. */
function allChecks({ monitors }: ClientConfig): readonly ObservedCheck[] {
  const assessment = { status: "assessed", reason: null, remedy: null, evaluates: true, mayResolve: true } as const;
  return monitors.flatMap((monitor) => {
    const check = checkById(monitor.checkId);
    if (check === undefined) return [];
    const counts = { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 };
    return [{ check, monitor, assessment, isWholeLook: true, counts }];
  });
}

function sayFirst(compared: readonly GroupComparison[]): string | null {
  const first = compared.find(({ firstDifference }) => firstDifference !== null);
  return first === undefined ? null : `${first.firstDifference} on ${first.group.type}s`;
}
