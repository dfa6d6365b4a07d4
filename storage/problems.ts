import { sql, type Kysely, type Selectable } from "kysely";
import type { Database, ProblemTable, StoreReader } from "./database.ts";

export type ProblemRow = Selectable<ProblemTable>;

/** How often each of these findings has come back since an instant; those that have not are left out. */
export async function reopeningsSince(
  db: Kysely<Database>,
  clientId: string,
  findingIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  if (findingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("finding_event")
    .select(["finding_id", sql<number>`count(*)::int`.as("count")])
    .where("client_id", "=", clientId)
    .where("finding_id", "in", findingIds)
    .where("kind", "=", "reopened")
    .where("at", ">=", since)
    .groupBy("finding_id")
    .execute();
  return new Map(rows.map(({ finding_id, count }) => [finding_id, count]));
}

/** Keeps that somebody is asked for a cause. Who was asked before, and has not answered or has, stays. */
export async function addProblems(
  transaction: Kysely<Database>,
  rows: readonly Pick<ProblemRow, "client_id" | "finding_id" | "reopened" | "asked_of" | "asked_at">[],
): Promise<void> {
  if (rows.length === 0) return;
  const unknown = { cause: null, cause_by: null, cause_at: null };
  await transaction
    .insertInto("problem")
    .values(rows.map((row) => ({ ...row, ...unknown })))
    .onConflict((conflict) => conflict.columns(["client_id", "finding_id"]).doNothing())
    .execute();
}

export async function findProblem(
  db: StoreReader,
  clientId: string,
  findingId: string,
): Promise<ProblemRow | undefined> {
  return db
    .selectFrom("problem")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .executeTakeFirst();
}

export async function saveCause(
  transaction: Kysely<Database>,
  { client_id, finding_id }: Pick<ProblemRow, "client_id" | "finding_id">,
  { cause, by, at }: { readonly cause: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await transaction
    .updateTable("problem")
    .set({ cause, cause_by: by, cause_at: at })
    .where("client_id", "=", client_id)
    .where("finding_id", "=", finding_id)
    .execute();
}

/** What was said of a finding goes with its person, or goes on under its new id. */
export async function moveProblem(
  transaction: Kysely<Database>,
  clientId: string,
  findingId: string,
  to: string | null,
): Promise<void> {
  const taken = to === null ? undefined : await findProblem(transaction, clientId, to);
  if (to === null || taken !== undefined)
    await transaction
      .deleteFrom("problem")
      .where("client_id", "=", clientId)
      .where("finding_id", "=", findingId)
      .execute();
  else
    await transaction
      .updateTable("problem")
      .set({ finding_id: to })
      .where("client_id", "=", clientId)
      .where("finding_id", "=", findingId)
      .execute();
}
