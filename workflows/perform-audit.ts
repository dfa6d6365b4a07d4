import { CancellationScope, patched } from "@temporalio/workflow";
import type { AuditPlan, RunName, RunResult, ScanReceipt, ShortRun } from "../activities/shapes.ts";
import { resumeAtOf } from "../domain/access.ts";
import { scanOfPair } from "../domain/mirror/associations.ts";
import { isProbeDue } from "../domain/mirror/probe-due.ts";
import { hubspot, short, store } from "./activity-groups.ts";

/** One run of one portal's checks: plan, copy, judge, tell; at once, where that takes no longer than seconds. */
export async function performAudit(run: RunName): Promise<RunResult> {
  try {
    const begun = mayBeShort(run) ? await short.runShort(run) : { receipts: [] };
    if (!("result" in begun)) return await goOn(run, begun);
    if (begun.isProbeDue === true) await hubspot.probePortal({ clientId: run.clientId });
    return begun.result;
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    const { clientId, runId } = run;
    // What broke the run is what its reader has to hear, whatever becomes of the note.
    await CancellationScope.nonCancellable(() => store.failRun({ clientId, runId, reason })).catch(() => undefined);
    throw error;
  }
}

/** A portal's first copy is long. */
function mayBeShort({ mode }: RunName): boolean {
  return mode !== "baseline" && patched("short-run");
}

/** The place that a short run has reached; nothing where there was none. */
type Place = Extract<ShortRun, { readonly receipts: unknown }>;

/** The same in activities that take their time, from the place that was reached. */
async function goOn(run: RunName, place: Place): Promise<RunResult> {
  const plan = place.plan ?? (await hubspot.planAudit(run));
  const receipts = await copyRest(run, plan, place.plan === undefined ? (plan.unreadable ?? []) : place.receipts);
  const result = await store.runChecks({ run, plan, receipts });
  // A quiet run has nobody to tell. What a crash leaves untold here is found by the sweep.
  if (result.hasNews) await store.announceAlerts({ clientId: run.clientId });
  if (isProbeDue(plan.refusals, receipts)) await hubspot.probePortal({ clientId: run.clientId });
  const resumeAt = resumeAtOf([plan.access, ...receipts.map(({ access }) => access)]);
  return resumeAt === undefined ? result : { ...result, resumeAt };
}

async function copyRest(
  run: RunName,
  plan: AuditPlan,
  copied: readonly ScanReceipt[],
): Promise<readonly ScanReceipt[]> {
  const isCopied = (subject: ScanReceipt["subject"]) => copied.some((receipt) => receipt.subject === subject);
  const items = plan.items.filter((kind) => !isCopied(kind));
  const [records, configuration] = await Promise.all([
    Promise.all(plan.records.filter(({ type }) => !isCopied(type)).map((record) => hubspot.syncRecords(run, record))),
    items.length > 0 ? hubspot.syncConfiguration(run, items) : [],
  ]);
  // A plan without them is every plan of an older version.
  const pairs = plan.associations?.filter((pair) => !isCopied(scanOfPair(pair)));
  const associations =
    pairs === undefined || (pairs.length === 0 && copied.length > 0) ? [] : await hubspot.syncAssociations(run, pairs);
  // Who asked and who was answered is read after the contacts. An older version answered with one receipt.
  const touches: readonly ScanReceipt[] =
    plan.touchLookBackDays > 0 && !isCopied("touch")
      ? [await hubspot.syncTouches(run, plan.touchLookBackDays, plan.handLookBackDays)].flat()
      : [];
  return [...copied, ...records, ...associations, ...configuration, ...touches];
}
