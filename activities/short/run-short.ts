import { activityInfo, getClient, sleep } from "@temporalio/activity";
import { runConfigOf } from "../../config/run-config.ts";
import { resumeAtOf } from "../../domain/access.ts";
import { isProbeDue } from "../../domain/mirror/probe-due.ts";
import { saveScans, type KeptScan } from "../../storage/scans.ts";
import { fencedBy } from "../../storage/run-fence.ts";
import { judgeRun } from "../judge/judge-run.ts";
import { storedResult } from "../judge/stored-result.ts";
import { judgedBy } from "../plan/as-planned.ts";
import { beginAttempt, planRun } from "../plan/plan-audit.ts";
import type { AuditPlan, RunName, ScanReceipt, ShortRun } from "../shapes.ts";
import { beginStep } from "../run-steps.ts";
import { bringClockForward, isTimed } from "../tell/bring-clock-forward.ts";
import { makeAnnounceAlerts } from "../tell/announce-alerts.ts";
import type { ActivityWorld } from "../world.ts";
import { openBudget, portalWithin } from "./budget.ts";
import { copyAll, isForOthers } from "./copy-all.ts";

/** Half of what Temporal waits for it, so that the step that is under way at its end has time to end too. */
const usualBudgetMs = 30_000;
/** What broke so often is left to activities that say by heartbeats that they live. */
const attemptsOfShortRun = 3;

export interface ShortRunOptions {
  /** Half a minute when left out. */
  readonly budgetMs?: number;
}

/**
 * One run as one activity: plan, copy, judge, settle, tell. Nearly all of them take no longer than seconds. What does
 * is handed over, with the place that was reached: what was copied is stored and vouched for by its receipt.
 *
 * Safe to retry: only the last attempt that began settles, and a run that has finished gives its stored result again.
 */
export function makeRunShort(world: ActivityWorld, { budgetMs = usualBudgetMs }: ShortRunOptions = {}) {
  const announce = makeAnnounceAlerts(world);
  return async function runShort(run: RunName): Promise<ShortRun> {
    beginStep("plan");
    const { attempt, row } = await beginAttempt(world, run);
    const stored = storedResult(row);
    const ended = stored === null ? await withinBudget(world, run, { attempt, budgetMs }) : { result: stored };
    if (!("result" in ended)) return ended;
    beginStep("tell");
    if (ended.result.hasNews) await announce({ clientId: run.clientId });
    if (isTimed(run)) await bringClockForward(world.db, getClient, run.clientId, new Date(run.asOf));
    return ended;
  };
}

/** @param given.attempt - Of the run. */
async function withinBudget(
  world: ActivityWorld,
  run: RunName,
  { attempt, budgetMs }: { readonly attempt: number; readonly budgetMs: number },
): Promise<ShortRun> {
  if (activityInfo().attempt > attemptsOfShortRun) return { receipts: [] };
  const budget = openBudget(budgetMs);
  const db = fencedBy(world.db, { ...run, attempt });
  const scans: KeptScan[] = [];
  const keepScans = () => db.transaction().execute((transaction) => saveScans(transaction, run, scans));
  let plan: AuditPlan | undefined;
  const receipts: ScanReceipt[] = [];
  try {
    const settings = runConfigOf(world.client(run.clientId));
    const planned = judgedBy(world, run.clientId, settings);
    const bounded = {
      ...planned,
      db,
      scans,
      portal: (clientId: string) => portalWithin(planned.portal(clientId), budget),
    };
    plan = await planRun(bounded, run);
    beginStep("copy");
    await copyAll(bounded, run, plan, { receipts, attempt, nap: async (ms) => budget.within(sleep(ms)) });
    budget.check();
    await keepScans();
    beginStep("judge");
    const judged = await judgeRun(bounded, { run, plan, receipts }, { attempt, eachPage: () => budget.check() });
    const resumeAt = resumeAtOf([plan.access, ...receipts.map(({ access }) => access)]);
    const result = resumeAt === undefined ? judged : { ...judged, resumeAt };
    return { result, ...(isProbeDue(plan.refusals, receipts) ? { isProbeDue: true } : {}) };
  } catch (error) {
    if (!isForOthers(error)) throw error;
    await keepScans();
    return { ...(plan === undefined ? {} : { plan }), receipts };
  } finally {
    budget.end();
  }
}
