import { sql, type Kysely, type Selectable } from "kysely";
import type { ScanReceipt, ScanStatus, ScanSubject } from "../domain/mirror/scan.ts";
import type { CheckOutcome, RunCounts, Score } from "../domain/reporting/score.ts";
import type { CheckOutcomeTable, Database, RunMode, RunStatus, RunTable, StoreReader } from "./database.ts";

export interface RunRow {
  readonly clientId: string;
  readonly runId: string;
  readonly cadence: string;
  readonly mode: RunMode;
  readonly period: Date;
  readonly asOf: Date;
  readonly workflowId: string;
  readonly workflowRunId: string;
}

/** One attempt at a run, and what an attempt before it has stored. */
export interface BegunRun {
  /** Only the last attempt that began may settle the run. */
  readonly attempt: number;
  readonly row: Selectable<RunTable>;
}

/** Begins a run, or another attempt at it: whatever an older attempt still does settles nothing. */
export async function beginRun(db: Kysely<Database>, run: RunRow): Promise<BegunRun> {
  const row = await db
    .insertInto("run")
    .values({
      client_id: run.clientId,
      run_id: run.runId,
      cadence: run.cadence,
      mode: run.mode,
      period: run.period,
      as_of: run.asOf,
      status: "running",
      reason: null,
      finished_at: null,
      workflow_id: run.workflowId,
      workflow_run_id: run.workflowRunId,
      score: null,
      counts: null,
      is_reading: null,
      attempt: 1,
    })
    .onConflict((conflict) =>
      conflict.columns(["client_id", "run_id"]).doUpdateSet({ attempt: sql<number>`run.attempt + 1` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return { attempt: row.attempt, row };
}

/** Begins another attempt at a run that was begun before; null where there is none. */
export async function attemptRun(db: Kysely<Database>, clientId: string, runId: string): Promise<BegunRun | null> {
  const row = await db
    .updateTable("run")
    .set({ attempt: sql<number>`attempt + 1` })
    .where("client_id", "=", clientId)
    .where("run_id", "=", runId)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : { attempt: row.attempt, row };
}

/** The run as it stands, which nobody changes until the transaction ends; undefined where there is none. */
export async function lockRun(
  transaction: Kysely<Database>,
  clientId: string,
  runId: string,
): Promise<Selectable<RunTable> | undefined> {
  return transaction
    .selectFrom("run")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("run_id", "=", runId)
    .forUpdate()
    .executeTakeFirst();
}

export async function finishRun(
  db: Kysely<Database>,
  clientId: string,
  runId: string,
  result: {
    readonly status: RunStatus;
    readonly reason: string | null;
    readonly score: Score;
    readonly counts: RunCounts;
    readonly finishedAt: Date;
    /** True when it has read all that it had to. */
    readonly isReading: boolean;
  },
): Promise<void> {
  await db
    .updateTable("run")
    .set({
      status: result.status,
      reason: result.reason,
      score: JSON.stringify(result.score),
      counts: JSON.stringify(result.counts),
      finished_at: result.finishedAt,
      is_reading: result.isReading,
    })
    .where("client_id", "=", clientId)
    .where("run_id", "=", runId)
    .execute();
}

/** Ends a run that broke before it could judge, so that nothing shows it as running for ever. */
export async function failRun(
  db: Kysely<Database>,
  clientId: string,
  runId: string,
  reason: string,
  finishedAt: Date,
): Promise<void> {
  await db
    .updateTable("run")
    .set({ status: "failed", reason, finished_at: finishedAt })
    .where("client_id", "=", clientId)
    .where("run_id", "=", runId)
    .where("status", "=", "running")
    .execute();
}

/** What one scan of a run came to, and when. */
export interface KeptScan {
  readonly receipt: ScanReceipt;
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

export async function saveScan(
  db: Kysely<Database>,
  clientId: string,
  runId: string,
  receipt: ScanReceipt,
  startedAt: Date,
  finishedAt: Date,
): Promise<void> {
  await saveScans(db, { clientId, runId }, [{ receipt, startedAt, finishedAt }]);
}

/** Keeps what scans of one run came to, each subject once. */
export async function saveScans(
  db: Kysely<Database>,
  { clientId, runId }: { readonly clientId: string; readonly runId: string },
  scans: readonly KeptScan[],
): Promise<void> {
  if (scans.length === 0) return;
  await db
    .insertInto("scan")
    .values(
      scans.map(({ receipt, startedAt, finishedAt }) => ({
        client_id: clientId,
        run_id: runId,
        subject: receipt.subject,
        status: receipt.status,
        reason: receipt.reason,
        records: receipt.records,
        search_lag_ms: receipt.searchLagMs ?? null,
        started_at: startedAt,
        finished_at: finishedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["client_id", "run_id", "subject"]).doUpdateSet((eb) => ({
        status: eb.ref("excluded.status"),
        reason: eb.ref("excluded.reason"),
        records: eb.ref("excluded.records"),
        search_lag_ms: eb.ref("excluded.search_lag_ms"),
        started_at: eb.ref("excluded.started_at"),
        finished_at: eb.ref("excluded.finished_at"),
      })),
    )
    .execute();
}

/** How the last scan of a subject ended that another run has made; null when none has. */
export async function lastScanStatus(
  db: Kysely<Database>,
  clientId: string,
  subject: ScanSubject,
  otherThan: string,
): Promise<ScanStatus | null> {
  const row = await db
    .selectFrom("scan")
    .select("status")
    .where("client_id", "=", clientId)
    .where("subject", "=", subject)
    .where("run_id", "!=", otherThan)
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.status ?? null;
}

/**
 * Keeps the latest word on each check, and beside it how the check fared in this run where that differs from the word
 * before: most runs find everything as it was, and would fill the database with saying so.
 */
export async function saveOutcomes(
  db: Kysely<Database>,
  clientId: string,
  runId: string,
  asOf: Date,
  outcomes: readonly CheckOutcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map((outcome) => ({
    client_id: clientId,
    run_id: runId,
    check_id: outcome.checkId,
    status: outcome.status,
    reason: outcome.reason,
    remedy: outcome.remedy,
    passed: outcome.passed,
    failed: outcome.failed,
    unknown: outcome.unknown,
    not_applicable: outcome.notApplicable,
  }));
  const before = new Map((await latestOutcomes(db, clientId)).map((outcome) => [outcome.checkId, outcome]));
  const changed = rows.filter((row, index) => !isSame(before.get(row.check_id), outcomes[index]!));
  if (changed.length > 0)
    await db
      .insertInto("check_outcome")
      .values(changed)
      .onConflict((conflict) => conflict.columns(["client_id", "run_id", "check_id"]).doNothing())
      .execute();
  await db
    .insertInto("latest_outcome")
    .values(rows.map((row) => ({ ...row, as_of: asOf })))
    .onConflict((conflict) =>
      conflict
        .columns(["client_id", "check_id"])
        .doUpdateSet((eb) => ({
          run_id: eb.ref("excluded.run_id"),
          as_of: eb.ref("excluded.as_of"),
          status: eb.ref("excluded.status"),
          reason: eb.ref("excluded.reason"),
          remedy: eb.ref("excluded.remedy"),
          passed: eb.ref("excluded.passed"),
          failed: eb.ref("excluded.failed"),
          unknown: eb.ref("excluded.unknown"),
          not_applicable: eb.ref("excluded.not_applicable"),
        }))
        .whereRef("latest_outcome.as_of", "<=", "excluded.as_of"),
    )
    .execute();
}

function isSame(before: CheckOutcome | undefined, after: CheckOutcome): boolean {
  return (
    before !== undefined && (Object.keys(after) as (keyof CheckOutcome)[]).every((key) => before[key] === after[key])
  );
}

/** The latest word on one check, and the instant of the run that gave it. */
export type LatestOutcome = CheckOutcome & { readonly asOf: Date };

/** The latest word on every check of a client. */
export async function latestOutcomes(db: StoreReader, clientId: string): Promise<readonly LatestOutcome[]> {
  const rows = await db.selectFrom("latest_outcome").selectAll().where("client_id", "=", clientId).execute();
  return rows.map((row) => ({ ...asOutcome(row), asOf: row.as_of }));
}

/** The instant of the latest run that assessed each check as a whole; checks whose latest word is less are left out. */
export async function lastAssessedAt(db: StoreReader, clientId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .selectFrom("latest_outcome")
    .select(["check_id", "as_of"])
    .where("client_id", "=", clientId)
    .where("status", "=", "assessed")
    .execute();
  return new Map(rows.map(({ check_id, as_of }) => [check_id, as_of]));
}

/** The word on each check as it stood at an instant: the last that a run before it left behind. */
export async function outcomesBefore(
  db: Kysely<Database>,
  clientId: string,
  before: Date,
): Promise<readonly CheckOutcome[]> {
  const rows = await db
    .selectFrom("check_outcome as outcome")
    .innerJoin("run", (join) =>
      join.onRef("run.client_id", "=", "outcome.client_id").onRef("run.run_id", "=", "outcome.run_id"),
    )
    .where("outcome.client_id", "=", clientId)
    .where("run.as_of", "<", before)
    .distinctOn("outcome.check_id")
    .selectAll("outcome")
    .orderBy("outcome.check_id")
    .orderBy("run.as_of", "desc")
    .execute();
  return rows.map(asOutcome);
}

function asOutcome(row: Selectable<CheckOutcomeTable>): CheckOutcome {
  return {
    checkId: row.check_id,
    status: row.status,
    reason: row.reason,
    remedy: row.remedy,
    passed: row.passed,
    failed: row.failed,
    unknown: row.unknown,
    notApplicable: row.not_applicable,
  };
}
