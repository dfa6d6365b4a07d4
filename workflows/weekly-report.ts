import { store } from "./activity-groups.ts";
import { nominalTime } from "./nominal-time.ts";
import { requireClientId, requireInstant } from "./refuse-input.ts";
import { workflowInfo } from "@temporalio/workflow";

export interface WeeklyReportInput {
  readonly clientId: string;
  /** ISO week, such as "2026-W47"; the week before the nominal time when it is not given. */
  readonly week?: string;
  /** ISO 8601: when it was to be sent. Set only where it is sent later than by its schedule. */
  readonly dueAt?: string;
  /** False builds the report without sending it. */
  readonly deliver?: boolean;
}

export interface WeeklyReportResult {
  readonly period: string;
  readonly recipients: readonly string[];
}

/** One client's report of one week: built once, kept, and sent to whoever the config names. */
export async function weeklyReport(input: WeeklyReportInput): Promise<WeeklyReportResult> {
  requireClientId(input?.clientId);
  requireInstant("dueAt", input.dueAt);
  const { clientId, week, dueAt, deliver = true } = input;
  const result = await store.buildWeeklyReport({
    clientId,
    week: week ?? null,
    nominalAt: dueAt ?? nominalTime().toISOString(),
    asOf: new Date().toISOString(),
    workflowId: workflowInfo().workflowId,
    deliver,
  });
  if (deliver) await store.announceAlerts({ clientId });
  return result;
}
