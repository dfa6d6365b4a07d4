import { ScheduleNotFoundError, WorkflowNotFoundError, type Client } from "@temporalio/client";
import type { ClientConfig } from "../../config/config.ts";
import { startLateReport } from "../../connectors/temporal/signals.ts";
import { waitingForBaseline } from "../../domain/schedule-note.ts";
import { dueReports, type DueReport } from "../../domain/time/report-due.ts";
import { onboardedAt } from "../../storage/clients.ts";
import { settledPeriods, waiveReport } from "../../storage/reports.ts";
import type { ActivityWorld } from "../world.ts";
import { lateReportWorkflowId, reportScheduleId } from "../../domain/ids.ts";

const dayMs = 86_400_000;
/** What is older is of no use to anyone. */
const oldestMs = 14 * dayMs;
/** The schedule comes first; a catch-up of its own needs a moment. */
const graceMs = 15 * 60_000;
const tryAgainAfterMs = 3_600_000;

/**
 * Sends the weekly reports that came due while nobody could send them: Temporal had lost its state, or was away for
 * longer than its schedules catch up. Each goes out once and says that it is late. What came due while an operator had
 * the schedule paused is waived, with the operator's note as the reason.
 *
 * @returns How many were started.
 */
export async function sendLateReports(world: ActivityWorld, client: Client, clientId: string): Promise<number> {
  const { db, now } = world;
  const config = world.client(clientId);
  const liveSince = await onboardedAt(db, clientId);
  if (liveSince === null || config.report.recipients.length === 0) return 0;
  const at = now().getTime();
  const since = new Date(Math.max(liveSince.getTime(), at - oldestMs));
  const due = dueReports(config.report, config.timeZone, since, new Date(at - graceMs));
  if (due.length === 0) return 0;
  const settled = await settledPeriods(db, clientId);
  const missing = due.filter(({ period }) => !settled.has(period));
  return missing.length === 0 ? 0 : settle(world, client, config, missing);
}

async function settle(
  { db, now }: ActivityWorld,
  client: Client,
  { clientId }: ClientConfig,
  missing: readonly DueReport[],
): Promise<number> {
  const pause = await pauseOf(client, reportScheduleId(clientId));
  // Not applied yet, or not ours to decide: whoever runs `apply` decides.
  if (pause === "missing" || pause === waitingForBaseline) return 0;
  let started = 0;
  for (const { period, dueAt } of missing) {
    if (pause !== null) {
      await waiveReport(db, clientId, period, `its schedule was paused: ${pause}`, now());
    } else if (await mayTry(client, lateReportWorkflowId(clientId, period), now())) {
      await startLateReport(client, { clientId, week: period, dueAt: dueAt.toISOString() });
      started += 1;
    }
  }
  return started;
}

/** The note of a pause, null when the schedule runs, or "missing". */
async function pauseOf(client: Client, scheduleId: string): Promise<string | null> {
  try {
    const { state } = await client.schedule.getHandle(scheduleId).describe();
    return state.paused ? (state.note ?? "no reason given") : null;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return "missing";
    throw error;
  }
}

/** One that has failed is tried again by the hour. */
async function mayTry(client: Client, workflowId: string, now: Date): Promise<boolean> {
  try {
    const { closeTime } = await client.workflow.getHandle(workflowId).describe();
    return closeTime !== undefined && now.getTime() - closeTime.getTime() >= tryAgainAfterMs;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return true;
    throw error;
  }
}
