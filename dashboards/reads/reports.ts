import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import type { DashboardDatabase } from "../options.ts";

export interface StoredReport {
  readonly model: WeeklyReport;
  readonly workflowId: string | null;
}

/** The weekly reports of a client, newest first. */
export async function readReports(
  db: DashboardDatabase,
  clientId: string,
  limit = 60,
): Promise<readonly StoredReport[]> {
  const rows = await db
    .selectFrom("report")
    .select(["model", "workflow_id"])
    .where("client_id", "=", clientId)
    .where("kind", "=", "weekly")
    .orderBy("period", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ model, workflow_id }) => ({ model, workflowId: workflow_id }));
}

export async function readReport(
  db: DashboardDatabase,
  clientId: string,
  period: string,
): Promise<StoredReport | null> {
  const row = await db
    .selectFrom("report")
    .select(["model", "workflow_id"])
    .where("client_id", "=", clientId)
    .where("kind", "=", "weekly")
    .where("period", "=", period)
    .executeTakeFirst();
  return row === undefined ? null : { model: row.model, workflowId: row.workflow_id };
}
