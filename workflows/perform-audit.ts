import { CancellationScope } from "@temporalio/workflow";
import type { RunName, RunResult, ScanReceipt } from "../activities/shapes.ts";
import { hubspot, store } from "./activity-groups.ts";

/** One run of one portal's checks: plan, copy, judge, tell. */
export async function performAudit(run: RunName): Promise<RunResult> {
  try {
    const plan = await hubspot.planAudit(run);
    const [records, configuration] = await Promise.all([
      Promise.all(plan.records.map((record) => hubspot.syncRecords(run, record))),
      plan.items.length > 0 ? hubspot.syncConfiguration(run, plan.items) : [],
    ]);
    // Who was answered is asked after it is known who raised a hand.
    const touches: readonly ScanReceipt[] =
      plan.touchLookBackDays > 0 ? [await hubspot.syncTouches(run, plan.touchLookBackDays)] : [];
    const result = await store.runChecks({ run, plan, receipts: [...records, ...configuration, ...touches] });
    // A quiet run has nobody to tell. What a crash leaves untold here is found by the sweep.
    if (result.hasNews) await store.announceAlerts({ clientId: run.clientId });
    return result;
  } catch (error) {
    const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    await CancellationScope.nonCancellable(() => store.failRun({ clientId: run.clientId, runId: run.runId, reason }));
    throw error;
  }
}
