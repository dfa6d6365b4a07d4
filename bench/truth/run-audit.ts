import { makeSyncAssociations } from "../../activities/copy/sync-associations.ts";
import { makeSyncConfiguration } from "../../activities/copy/sync-configuration.ts";
import { makeSyncRecords } from "../../activities/copy/sync-records.ts";
import { makeSyncTouches } from "../../activities/copy/sync-touches.ts";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import { makePlanAudit } from "../../activities/plan/plan-audit.ts";
import type { RunName } from "../../activities/shapes.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import { runActivity, runName } from "../../test/activities/test-world.ts";
import type { TruthWorld } from "../../test/truth/truth-world.ts";

const attempts = 4;

/** One run as the workflow does it: plan, copy, judge, each step tried again when it fails. */
export async function runAudit(
  { world, hubspot, moveTo }: TruthWorld,
  clientId: string,
  at: Date,
  cadence: RunName["cadence"] = "all",
): Promise<void> {
  moveTo(at);
  hubspot.answerOn(at);
  const run = runName(clientId, at, { cadence });
  const plan = await tried(makePlanAudit(world), run);
  const receipts: ScanReceipt[] = [...(plan.unreadable ?? [])];
  for (const record of plan.records) receipts.push(await tried(makeSyncRecords(world), run, record));
  if (plan.associations !== undefined)
    receipts.push(...(await tried(makeSyncAssociations(world), run, plan.associations)));
  receipts.push(...(await tried(makeSyncConfiguration(world), run, plan.items)));
  if (plan.touchLookBackDays > 0)
    receipts.push(...(await tried(makeSyncTouches(world), run, plan.touchLookBackDays, plan.handLookBackDays)));
  await tried(makeRunChecks(world), { run, plan, receipts });
}

async function tried<Args extends unknown[], Result>(
  activity: (...args: Args) => Promise<Result>,
  ...args: Args
): Promise<Result> {
  for (let attempt = 1; attempt < attempts; attempt++)
    try {
      return await runActivity(activity, args, { attempt });
    } catch {
      // As Temporal would: it begins again, without the waiting.
    }
  return runActivity(activity, args, { attempt: attempts });
}
