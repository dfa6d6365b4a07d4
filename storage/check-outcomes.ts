import type { Kysely, Selectable } from "kysely";
import type { CheckOutcome } from "../domain/reporting/score.ts";
import type { CheckOutcomeTable, Database, StoreReader } from "./database.ts";

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
