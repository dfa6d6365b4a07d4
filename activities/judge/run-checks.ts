import { heartbeat } from "@temporalio/activity";
import type { Kysely } from "kysely";
import { recordUrl } from "../../connectors/hubspot/record-url.ts";
import type { ScanReceipt, ScanSubject } from "../../domain/mirror/scan.ts";
import { scorePortal, type CheckOutcome, type RunCounts, type Score } from "../../domain/reporting/score.ts";
import { cadencesInUse } from "../../config/cadences-in-use.ts";
import type { ClientConfig } from "../../config/config.ts";
import { withoutMuted } from "../../config/without-muted.ts";
import { isCompleteReading } from "../../domain/watch/complete-reading.ts";
import { checkById } from "../../checks/index.ts";
import type { Database, RunStatus } from "../../storage/database.ts";
import type { FirstLook } from "../../domain/findings/first-look.ts";
import { firstLooksOf, forgetFirstLooks, saveFirstLooks } from "../../storage/check-baselines.ts";
import { endpointsOf } from "../../connectors/hubspot/probe-capabilities.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { scansOf } from "../../checks/needs.ts";
import { forgetRefusals, lockClient } from "../../storage/clients.ts";
import { endedWithPeople } from "../../storage/ended-with-people.ts";
import { exclusionsOf } from "../../storage/exclusions.ts";
import {
  checksWithOpenCritical,
  countOpen,
  findFindings,
  openFindingsOutside,
  saveFindingEvents,
  saveFindings,
} from "../../storage/findings.ts";
import { mutedChecks } from "../../storage/muted-checks.ts";
import { saveReading } from "../../storage/readings.ts";
import { saveMeasured } from "../../storage/measurements.ts";
import { markSpan, unsettledSpan } from "../../storage/restored/lost-spans.ts";
import { readRun } from "../../storage/reads/run.ts";
import { finishRun, lastAssessedAt, latestOutcomes, saveOutcomes } from "../../storage/runs.ts";
import type { AuditPlan, RunChecksInput, RunName, RunResult } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";
import { askAgain } from "./ask-again.ts";
import { decideFindings, retireFindings, type DecideContext, type FindingChanges } from "./decide.ts";
import { compareEverything } from "./full-comparison.ts";
import { observe, type Observations, type ObservedCheck } from "./observe.ts";
import { areAsObserved, settleGroups } from "./settle-groups.ts";
import { withoutMerged } from "./without-merged.ts";
import { reconcileAlerts } from "../../operations/alerting/reconcile-alerts.ts";

/**
 * Judges the mirror at the run's instant and writes everything that follows from it in one transaction: findings,
 * their events, the coverage, the score, the alerts and the messages to send.
 *
 * Safe to retry: a run that has finished gives its stored result again and changes nothing.
 */
export function makeRunChecks(world: ActivityWorld) {
  return async function runChecks(input: RunChecksInput): Promise<RunResult> {
    const { run, plan, receipts } = input;
    const { db, links, now } = world;
    const finished = await storedResult(db, run);
    if (finished !== null) return finished;

    const client = world.client(run.clientId);
    const urlOf = (type: string, id: string) => recordUrl(plan.uiDomain, client.portalId, type, id);
    const watched = withoutMuted(client, await mutedChecks(db));
    if (run.cadence === "daily" && plan.access.state === "granted") await compareEverything(db, watched, input);
    let observations = await observe(world, watched, input);
    if (plan.associations !== undefined && (await isSaidAnew(world, run, observations)))
      observations = await observe(world, watched, input);
    const asOf = new Date(run.asOf);
    const status = statusOf(plan, receipts);
    const reason =
      status === "complete"
        ? null
        : (plan.access.reason ?? receipts.find((receipt) => receipt.status !== "complete")?.reason ?? null);

    const settled = await db.transaction().execute(async (transaction) => {
      // Another run of this client may have ended since, or another attempt at this one: the findings as they are now
      // decide, and only about what this run has looked at.
      await lockClient(transaction, run.clientId);
      const meanwhile = await storedResult(transaction, run);
      if (meanwhile !== null) return meanwhile;
      if (!(await areAsObserved(transaction, observations.groups))) return null;
      const concerned = new Set([...observations.known.keys(), ...observations.judgements.keys()]);
      const seen = new Map(
        (await findFindings(transaction, run.clientId, [...concerned])).map((row) => [row.finding_id, row]),
      );
      const context: DecideContext = {
        clientId: run.clientId,
        runId: run.runId,
        mode: run.mode,
        asOf,
        exclusions: await exclusionsOf(transaction, run.clientId),
        firstLooks: await firstLooksOf(transaction, run.clientId),
        calendar: client,
        judgedAt: await lastAssessedAt(transaction, run.clientId),
        urlOf,
      };
      const observed = await withoutMerged(transaction, run.clientId, observations, seen);
      const muted = await mutedChecks(transaction);
      const decided = decideFindings(withoutChecks(observed, muted), seen, context);
      const enabled = withoutMuted(client, muted).monitors.map(({ checkId }) => checkId);
      const retired = retireFindings(await openFindingsOutside(transaction, run.clientId, enabled), context);
      const changes: FindingChanges = {
        rows: [...decided.rows, ...retired.rows],
        events: [...decided.events, ...retired.events],
        unknown: decided.unknown,
      };
      await forgetFirstLooks(transaction, run.clientId, enabled);
      await saveFirstLooks(
        transaction,
        run.clientId,
        looksAfter(withoutChecks(observations, muted).checks, context.firstLooks, asOf),
      );
      await forgetRefusals(transaction, run.clientId, {
        answered: endpointsOf(receipts.filter(hasAnswered).map(({ subject }) => subject)),
        needed: endpointsOf([...enabled.flatMap((checkId) => scansOfCheck(checkId)), "owner"]),
      });
      const endedByCopy = await endedWithPeople(transaction, { ...run, asOf });
      await settleGroups(transaction, observations.groups, asOf);
      await saveMeasured(transaction, run.clientId, observations.measured);
      await saveFindings(transaction, changes.rows);
      await saveFindingEvents(transaction, changes.events);
      await saveOutcomes(transaction, run.clientId, run.runId, asOf, observations.checks.map(outcomeOf));
      // A replayed past is told at its own instants; a live run is told now.
      const toldAt = run.mode === "live" || run.mode === "late" ? now() : asOf;
      const lost = await unsettledSpan(transaction, run.clientId);
      const hasNews = await reconcileAlerts(transaction, client, links, {
        mode: run.mode,
        now: toldAt,
        isInSummary: lost !== undefined,
        events: changes.events,
      });

      if (lost !== undefined && run.cadence === "all") await markSpan(transaction, lost, "judged_at", now());

      const score = await scoreOf(transaction, withoutMuted(client, muted));
      const counts: RunCounts = {
        opened: changes.events.filter(({ kind }) => kind === "opened").length,
        reopened: changes.events.filter(({ kind }) => kind === "reopened").length,
        resolved: changes.events.filter(({ kind }) => kind === "resolved").length + endedByCopy,
        stillOpen: await countOpen(transaction, run.clientId),
        unknown: changes.unknown + unknownSubjects(observations.checks),
      };
      const isReading = isCompleteReading(plan.access.state, receipts);
      if (plan.access.state === "granted")
        await keepReading(transaction, client, run, isReading, { settledAt: toldAt, now: now() });
      await finishRun(transaction, run.clientId, run.runId, {
        status,
        reason,
        score,
        counts,
        finishedAt: toldAt,
        isReading,
      });
      return {
        status,
        counts,
        score: score.value,
        hasNews: hasNews || endedByCopy > 0 || receipts.some((receipt) => receipt.hasNews === true),
      };
    });
    // Another run of the same cadence has settled meanwhile: what it judged is judged from there.
    return settled ?? runChecks(input);
  };
}

/** Whether what hangs on a record that is about to be told of is not what the mirror had. */
async function isSaidAnew(
  { db, portal }: ActivityWorld,
  { clientId }: RunName,
  observations: Observations,
): Promise<boolean> {
  const looked = [...(await firstLooksOf(db, clientId))].filter(([, look]) => look.completeAt !== null);
  const tools = { db, portal: portal(clientId), beat: () => heartbeat() };
  return askAgain(tools, clientId, observations, new Set(looked.map(([checkId]) => checkId)));
}

/** What was muted after it was judged opens nothing. */
function withoutChecks(observations: Observations, muted: ReadonlyMap<string, unknown>): Observations {
  return { ...observations, checks: observations.checks.filter(({ check }) => !muted.has(check.id)) };
}

/** Touches of nobody are complete without a question to the portal. */
function hasAnswered({ subject, status, records }: ScanReceipt): boolean {
  return status === "complete" && (subject !== "touch" || records > 0);
}

function scansOfCheck(checkId: string): readonly ScanSubject[] {
  const check = checkById(checkId);
  return check === undefined ? [] : scansOf(check);
}

/** The first looks that this run begins or completes. */
function looksAfter(checks: readonly ObservedCheck[], before: ReadonlyMap<string, FirstLook>, asOf: Date) {
  return checks.flatMap(({ check, assessment, isWholeLook }) => {
    const look = before.get(check.id);
    if (!assessment.evaluates || (look !== undefined && (look.completeAt !== null || !isWholeLook))) return [];
    return [{ checkId: check.id, beganAt: look?.beganAt ?? asOf, completeAt: isWholeLook ? asOf : null }];
  });
}

/** What an earlier attempt at this run has stored; null when none has ended. */
async function storedResult(db: Kysely<Database>, { clientId, runId }: RunName): Promise<RunResult | null> {
  const row = await readRun(db, clientId, runId);
  if (row === undefined || row.finished_at === null || row.counts === null) return null;
  return {
    status: row.status as RunResult["status"],
    counts: row.counts,
    score: row.score?.value ?? null,
    hasNews: true,
  };
}

/** A run that could not open the portal says nothing about readings, not even that they are due. */
async function keepReading(
  transaction: Kysely<Database>,
  client: ClientConfig,
  { clientId, runId, cadence, mode, asOf }: RunName,
  isReading: boolean,
  { settledAt, now }: { readonly settledAt: Date; readonly now: Date },
): Promise<void> {
  const inUse = cadencesInUse(client);
  const read = isReading ? inUse.filter((used) => cadence === "all" || cadence === used) : [];
  const looksBack = mode === "history" || mode === "baseline";
  const readAt = new Date(asOf);
  const reading = { clientId, runId, inUse, read, asOf: readAt, settledAt, dueSince: looksBack ? now : readAt };
  await saveReading(transaction, reading);
}

function outcomeOf({ check, assessment, counts }: ObservedCheck): CheckOutcome {
  return {
    checkId: check.id,
    status: assessment.status,
    reason: assessment.reason,
    remedy: assessment.remedy,
    passed: counts.pass,
    failed: counts.fail,
    unknown: counts.unknown,
    notApplicable: counts["not-applicable"],
  };
}

/** Subjects that could not be judged. Whoever judges a sample as a whole says by itself that it is too small. */
function unknownSubjects(checks: readonly ObservedCheck[]): number {
  return checks.reduce((sum, { check, counts }) => sum + (kindOf(check).subjectsStandAlone ? counts.unknown : 0), 0);
}

function statusOf(plan: AuditPlan, receipts: readonly ScanReceipt[]): Exclude<RunStatus, "running"> {
  if (plan.access.state !== "granted") return "failed";
  return receipts.every(({ status }) => status === "complete") ? "complete" : "partial";
}

/** The score rests on the latest word on every enabled check, whichever cadence spoke it. */
async function scoreOf(db: Kysely<Database>, client: ClientConfig): Promise<Score> {
  const outcomes = new Map((await latestOutcomes(db, client.clientId)).map((outcome) => [outcome.checkId, outcome]));
  const critical = await checksWithOpenCritical(db, client.clientId);
  return scorePortal(
    client.monitors.flatMap(({ checkId, severity }) => {
      const check = checkById(checkId);
      if (check === undefined) return [];
      const never: CheckOutcome = {
        checkId,
        status: "not-assessed",
        reason: "it has not run yet",
        remedy: null,
        passed: 0,
        failed: 0,
        unknown: 0,
        notApplicable: 0,
      };
      return [
        {
          severity,
          failShare: check.failShare,
          outcome: outcomes.get(checkId) ?? never,
          hasOpenCritical: critical.has(checkId),
          watchesUs: kindOf(check).watchesUs,
        },
      ];
    }),
  );
}
