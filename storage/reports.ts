import type { Kysely } from "kysely";
import type { WeeklyReport } from "../domain/reporting/weekly-report.ts";
import type { Database } from "./database.ts";

/**
 * Keeps a week's report; building it again replaces it.
 *
 * @param deliveredAt - When it is put into the outbox for its receivers; null when it is only looked at, which leaves
 *   an
 *   earlier delivery as it is.
 */
export async function saveReport(
  db: Kysely<Database>,
  report: WeeklyReport,
  workflowId: string | null,
  deliveredAt: Date | null,
): Promise<void> {
  const columns = { as_of: new Date(report.method.asOf), model: JSON.stringify(report), workflow_id: workflowId };
  await db
    .insertInto("report")
    .values({
      client_id: report.clientId,
      period: report.period,
      kind: "weekly",
      ...columns,
      delivered_at: deliveredAt,
    })
    .onConflict((conflict) =>
      conflict.columns(["client_id", "kind", "period"]).doUpdateSet((eb) => ({
        ...columns,
        delivered_at: eb.fn.coalesce("report.delivered_at", eb.ref("excluded.delivered_at")),
      })),
    )
    .execute();
}

/** Weeks whose report was handed to the outbox, or waived. */
export async function settledPeriods(db: Kysely<Database>, clientId: string): Promise<ReadonlySet<string>> {
  const [delivered, waived] = await Promise.all([
    db
      .selectFrom("report")
      .select("period")
      .where("client_id", "=", clientId)
      .where("kind", "=", "weekly")
      .where("delivered_at", "is not", null)
      .execute(),
    db.selectFrom("report_waiver").select("period").where("client_id", "=", clientId).execute(),
  ]);
  return new Set([...delivered, ...waived].map(({ period }) => period));
}

/** A week's report is not sent any more, and why. */
export async function waiveReport(
  db: Kysely<Database>,
  clientId: string,
  period: string,
  because: string,
  at: Date,
): Promise<void> {
  await db
    .insertInto("report_waiver")
    .values({ client_id: clientId, period, because, at })
    .onConflict((conflict) => conflict.columns(["client_id", "period"]).doNothing())
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
