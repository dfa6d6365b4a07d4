import { CancellationScope } from "@temporalio/workflow";
import type { AuditPlan, PortalAccess, RunName, RunResult, ScanReceipt } from "../activities/shapes.ts";
import { hubspot, store } from "./activity-groups.ts";

/**
 * What a portal lets us read is asked when something is refused for the first time, and again when that is long ago.
 */
function isProbeDue({ refusals }: AuditPlan, receipts: readonly ScanReceipt[]): boolean {
  return (
    refusals?.isAskDue === true || (refusals?.known === 0 && receipts.some(({ isForbidden }) => isForbidden === true))
  );
}

/** A result that says when HubSpot can be asked again, where it has said so. */
function withResumption(result: RunResult, answers: readonly (PortalAccess | undefined)[]): RunResult {
  const resumeAt = answers.find((access) => access?.resumeAt !== undefined)?.resumeAt;
  return resumeAt === undefined ? result : { ...result, resumeAt };
}

/** One run of one portal's checks: plan, copy, judge, tell. */
export async function performAudit(run: RunName): Promise<RunResult> {
  try {
    const plan = await hubspot.planAudit(run);
    const [records, configuration] = await Promise.all([
      Promise.all(plan.records.map((record) => hubspot.syncRecords(run, record))),
      plan.items.length > 0 ? hubspot.syncConfiguration(run, plan.items) : [],
    ]);
    // A plan without them is every plan of an older version.
    const associations = plan.associations === undefined ? [] : await hubspot.syncAssociations(run, plan.associations);
    // Who asked and who was answered is read after the contacts. An older version answered with one receipt.
    const touches: readonly ScanReceipt[] =
      plan.touchLookBackDays > 0
        ? [await hubspot.syncTouches(run, plan.touchLookBackDays, plan.handLookBackDays)].flat()
        : [];
    const receipts = [...(plan.unreadable ?? []), ...records, ...associations, ...configuration, ...touches];
    const result = await store.runChecks({ run, plan, receipts });
    // A quiet run has nobody to tell. What a crash leaves untold here is found by the sweep.
    if (result.hasNews) await store.announceAlerts({ clientId: run.clientId });
    if (isProbeDue(plan, receipts)) await hubspot.probePortal({ clientId: run.clientId });
    return withResumption(result, [plan.access, ...receipts.map(({ access }) => access)]);
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    const { clientId, runId } = run;
    // What broke the run is what its reader has to hear, whatever becomes of the note.
    await CancellationScope.nonCancellable(() => store.failRun({ clientId, runId, reason })).catch(() => undefined);
    throw error;
  }
}
