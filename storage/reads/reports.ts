import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import type { StoreReader } from "../database.ts";

export interface StoredReport {
  readonly model: WeeklyReport;
  readonly workflowId: string | null;
}

/** The weekly reports of a client, newest first. */
export async function readReports(db: StoreReader, clientId: string, limit = 60): Promise<readonly StoredReport[]> {
  const rows = await weekly(db, clientId).orderBy("period", "desc").limit(limit).execute();
  return rows.map(({ model, workflow_id }) => ({ model, workflowId: workflow_id }));
}

/** The report of one week, such as "2026-W48"; null when none was built. */
export async function readReport(db: StoreReader, clientId: string, period: string): Promise<StoredReport | null> {
  const row = await weekly(db, clientId).where("period", "=", period).executeTakeFirst();
  return row === undefined ? null : { model: row.model, workflowId: row.workflow_id };
}

function weekly(db: StoreReader, clientId: string) {
  return db
    .selectFrom("report")
    .select(["model", "workflow_id"])
    .where("client_id", "=", clientId)
    .where("kind", "=", "weekly");
}
