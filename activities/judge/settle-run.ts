import { recordUrl } from "../../connectors/hubspot/record-url.ts";
import type { ClientConfig } from "../../config/config.ts";
import { withoutChecks } from "../../config/without-checks.ts";
import type { RunCounts } from "../../domain/reporting/score.ts";
import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { isCompleteReading } from "../../domain/watch/complete-reading.ts";
import { graduateDue } from "../../operations/alerting/graduate-checks.ts";
import { reconcileAlerts } from "../../operations/alerting/reconcile-alerts.ts";
import { observedChecks } from "../../storage/check-tellings.ts";
import { lockClient } from "../../storage/clients.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { endedWithPeople } from "../../storage/ended-with-people.ts";
import { countOpen, saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import { saveMeasured } from "../../storage/measurements.ts";
import { noteReconcileNeeded } from "../../storage/reconcile-needed.ts";
import { markSpan, unsettledSpan } from "../../storage/restored/lost-spans.ts";
import { RunSuperseded } from "../../storage/run-fence.ts";
import { finishRun, lockRun } from "../../storage/runs.ts";
import type { RunChecksInput, RunName, RunResult } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";
import { beginStep } from "../run-steps.ts";
import { decideRun, standing, type Decided, type RunDecisions } from "./decide-run.ts";
import type { FindingChanges } from "./decide.ts";
import { keepAssessed, keepReading } from "./keep-assessed.ts";
import type { Observations, ObservedCheck } from "./observe.ts";
import { endOf } from "./run-end.ts";
import { scoreOf } from "./score-of.ts";
import { areAsObserved, settleGroups } from "./settle-groups.ts";
import { storedResult } from "./stored-result.ts";

/**
 * Decides what a run's observations make of the findings, and writes all that follows in one short transaction.
 *
 * @param attempt - Only the last one that began settles; null for a run that nobody has begun.
 * @returns Null where another run has settled the same checks since they were observed: nothing is written then.
 * @throws {RunSuperseded}
 */
export async function settleRun(
  world: ActivityWorld,
  input: RunChecksInput,
  observations: Observations,
  attempt: number | null,
): Promise<RunResult | null> {
  const { db } = world;
  const { run, plan } = input;
  const client = world.client(run.clientId);
  const decisions: RunDecisions = {
    observations,
    checkIds: client.monitors.map(({ checkId }) => checkId),
    context: {
      clientId: run.clientId,
      runId: run.runId,
      mode: run.mode,
      asOf: new Date(run.asOf),
      calendar: observations.calendar,
      urlOf: (type, id) => recordUrl(plan.uiDomain, client.portalId, type, id),
    },
  };
  const decided = await decideRun(db, decisions);
  beginStep("settle");
  return db.transaction().execute(async (transaction) => {
    await lockClient(transaction, run.clientId);
    const row = await lockRun(transaction, run.clientId, run.runId);
    const meanwhile = storedResult(row);
    if (meanwhile !== null) return meanwhile;
    if (attempt !== null && row?.attempt !== attempt) throw new RunSuperseded(run);
    if (!(await areAsObserved(transaction, observations.groups))) return null;
    return settle(transaction, { world, client, input, observations, decisions, decided });
  });
}

interface Settling {
  readonly world: ActivityWorld;
  readonly client: ClientConfig;
  readonly input: RunChecksInput;
  readonly observations: Observations;
  readonly decisions: RunDecisions;
  readonly decided: Decided;
}

async function settle(transaction: StoreHandle, settling: Settling): Promise<RunResult> {
  const { world, client, input, observations, decisions, decided } = settling;
  const { run, plan, receipts } = input;
  const asOf = new Date(run.asOf);
  const changes = await standing(transaction, decisions, decided);
  await keepAssessed(transaction, { client, input, observations, basis: decided.basis });
  const endedByCopy = await endedWithPeople(transaction, { ...run, asOf });
  await settleGroups(transaction, observations.groups, asOf);
  await saveMeasured(transaction, run.clientId, observations.measured);
  await saveFindings(transaction, changes.rows);
  await saveFindingEvents(transaction, changes.events);
  // A replayed past is told at its own instants; a live run is told now.
  const toldAt = run.mode === "live" || run.mode === "late" ? world.now() : asOf;
  const isTold = await tellOf(transaction, settling, changes, toldAt);
  const isGraduated = await graduate(transaction, settling, toldAt);
  const observed = await observedChecks(transaction, run.clientId);
  const counting = withoutChecks(withoutChecks(client, decided.basis.muted), observed);
  const score = await scoreOf(transaction, counting);
  const counts = await countsOf(transaction, run, { changes, endedByCopy, checks: observations.checks, observed });
  const { status, reason } = endOf(plan, receipts);
  const isReading = isCompleteReading(plan.access.state, receipts);
  if (plan.access.state === "granted")
    await keepReading(transaction, client, run, isReading, { settledAt: toldAt, now: world.now() });
  await finishRun(transaction, run.clientId, run.runId, {
    status,
    reason,
    score,
    counts,
    finishedAt: toldAt,
    isReading,
  });
  const hasNews = isTold || isGraduated || endedByCopy > 0 || receipts.some((receipt) => receipt.hasNews === true);
  if (hasNews) await noteReconcileNeeded(transaction, run.clientId, world.now());
  return { status, counts, score: score.value, hasNews };
}

/** @returns Whether an alert changed, so that its workflow and the sender have to hear of it. */
async function tellOf(
  transaction: StoreHandle,
  { world, client, input: { run } }: Settling,
  { events }: FindingChanges,
  toldAt: Date,
): Promise<boolean> {
  const lost = await unsettledSpan(transaction, run.clientId);
  const isInSummary = lost !== undefined;
  const look = { mode: run.mode, now: toldAt, isInSummary, events };
  const isTold = await reconcileAlerts(transaction, client, world.links, look);
  if (lost !== undefined && run.cadence === "all") await markSpan(transaction, lost, "judged_at", world.now());
  return isTold;
}

/**
 * Observed checks whose days are over, after this run has kept quiet what they found. While a restore is to be summed
 * up, and in a look at the past, it waits.
 */
async function graduate(
  transaction: StoreHandle,
  { world, client, input: { run } }: Settling,
  now: Date,
): Promise<boolean> {
  if (run.mode !== "live" || (await unsettledSpan(transaction, run.clientId)) !== undefined) return false;
  return graduateDue(transaction, client, world.links, now);
}

async function countsOf(
  transaction: StoreHandle,
  { clientId }: RunName,
  found: {
    readonly changes: FindingChanges;
    readonly endedByCopy: number;
    readonly checks: readonly ObservedCheck[];
    readonly observed: ReadonlySet<string>;
  },
): Promise<RunCounts> {
  const { rows, unknown } = found.changes;
  const observed = new Set(rows.filter((row) => found.observed.has(row.check_id)).map((row) => row.finding_id));
  const events = found.changes.events.filter((event) => !observed.has(event.finding_id));
  const count = (wanted: string) => events.filter(({ kind }) => kind === wanted).length;
  return {
    opened: count("opened"),
    reopened: count("reopened"),
    resolved: count("resolved") + found.endedByCopy,
    stillOpen: await countOpen(transaction, clientId),
    unknown: unknown + unknownSubjects(found.checks),
  };
}

/** Subjects that could not be judged. Whoever judges a sample as a whole says by itself that it is too small. */
function unknownSubjects(checks: readonly ObservedCheck[]): number {
  const unknownOf = (counts: Readonly<Record<VerdictStatus, number>>) => counts.unknown;
  return checks.reduce((sum, { check, counts }) => sum + (kindOf(check).subjectsStandAlone ? unknownOf(counts) : 0), 0);
}
