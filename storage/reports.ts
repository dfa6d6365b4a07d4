import type { Kysely } from "kysely";
import type { WeeklyReport } from "../domain/weekly-report.ts";
import type { Database } from "./database.ts";

/** Keeps a week's report; building it again replaces it. */
export async function saveReport(db: Kysely<Database>, report: WeeklyReport, workflowId: string | null): Promise<void> {
  const columns = { as_of: new Date(report.method.asOf), model: JSON.stringify(report), workflow_id: workflowId };
  await db
    .insertInto("report")
    .values({ client_id: report.clientId, period: report.period, kind: "weekly", ...columns })
    .onConflict((conflict) => conflict.columns(["client_id", "kind", "period"]).doUpdateSet(columns))
    .execute();
}

export async function findReport(db: Kysely<Database>, clientId: string, period: string): Promise<WeeklyReport | null> {
  const row = await db
    .selectFrom("report")
    .select("model")
    .where("client_id", "=", clientId)
    .where("kind", "=", "weekly")
    .where("period", "=", period)
    .executeTakeFirst();
  return row?.model ?? null;
}
