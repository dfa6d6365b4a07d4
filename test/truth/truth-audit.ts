import { makePlanAudit } from "../../activities/plan/plan-audit.ts";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import { makeSyncAssociations } from "../../activities/copy/sync-associations.ts";
import { makeSyncConfiguration } from "../../activities/copy/sync-configuration.ts";
import { makeSyncRecords } from "../../activities/copy/sync-records.ts";
import { makeSyncTouches } from "../../activities/copy/sync-touches.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import { runActivity, runName } from "../activities/test-world.ts";
import type { TruthWorld } from "./truth-world.ts";

/** What a run came to. */
export interface TruthRun {
  readonly runId: string;
  readonly status: string;
  readonly why: string | null;
  /** The scans that it called complete. */
  readonly complete: ReadonlySet<string>;
}

/** One run as the workflow does it, each step at its last attempt; a step that throws ends it. */
export async function audit(
  { world, moveTo }: TruthWorld,
  { portal }: HostedPortal,
  clientId: string,
  at: Date,
): Promise<TruthRun> {
  portal.frozenAt = at.getTime();
  moveTo(at);
  const run = runName(clientId, at);
  const last = { attempt: 4 };
  try {
    const plan = await runActivity(makePlanAudit(world), [run], last);
    const receipts: ScanReceipt[] = [...(plan.unreadable ?? [])];
    for (const record of plan.records) receipts.push(await runActivity(makeSyncRecords(world), [run, record], last));
    if (plan.associations !== undefined)
      receipts.push(...(await runActivity(makeSyncAssociations(world), [run, plan.associations], last)));
    receipts.push(...(await runActivity(makeSyncConfiguration(world), [run, plan.items], last)));
    if (plan.touchLookBackDays > 0)
      receipts.push(
        ...(await runActivity(makeSyncTouches(world), [run, plan.touchLookBackDays, plan.handLookBackDays], last)),
      );
    const { status } = await runActivity(makeRunChecks(world), [{ run, plan, receipts }]);
    const why = receipts.find((receipt) => receipt.status !== "complete")?.reason ?? plan.access.reason;
    const complete = receipts.filter((receipt) => receipt.status === "complete").map(({ subject }) => subject);
    return { runId: run.runId, status, why, complete: new Set<string>(complete) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { runId: run.runId, status: "broke", why, complete: new Set() };
  }
}
