import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import type { Json } from "./json.ts";

export interface ReportTable {
  client_id: string;
  period: string;
  kind: "weekly";
  as_of: Date;
  model: Json<WeeklyReport>;
  workflow_id: string | null;
  /** When it was put into the outbox for its receivers; null for one that was only looked at. */
  delivered_at: Date | null;
}

/** A week whose report is not sent late, because an operator had paused it when it was due. */
export interface ReportWaiverTable {
  client_id: string;
  period: string;
  because: string;
  at: Date;
}
