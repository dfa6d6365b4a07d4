import { sql, type Kysely, type Selectable } from "kysely";
import type { RunCounts, Score } from "../domain/reporting/score.ts";
import type { Database, RunMode, RunStatus, RunTable } from "./database.ts";

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
