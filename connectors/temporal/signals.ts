import { ScheduleNotFoundError, type Client } from "@temporalio/client";
import type { AlertNews } from "../../domain/alerting/alert-news.ts";
import {
  alertWorkflowId,
  auditScheduleId,
  lateReportWorkflowId,
  leadClockWorkflowId,
  onboardingWorkflowId,
  senderWorkflowId,
} from "../../domain/ids.ts";

/** The queue of workflows and of activities that only touch the store. */
export const auditQueue = "audit";

/** Tells an alert's workflow of a new revision, and starts it if there is none. */
export async function tellAlertWorkflow(client: Client, news: AlertNews): Promise<void> {
  await client.workflow.signalWithStart("alertLifecycle", {
    workflowId: alertWorkflowId(news.clientId, news.alertId),
    taskQueue: auditQueue,
    args: [news],
    signal: "revised",
    signalArgs: [news],
  });
}

/** Wakes the client's one sender, or starts it. */
export async function wakeSender(client: Client, clientId: string): Promise<void> {
  await client.workflow.signalWithStart("deliverOutbox", {
    workflowId: senderWorkflowId(clientId),
    taskQueue: auditQueue,
    args: [{ clientId }],
    signal: "wake",
    signalArgs: [],
  });
}

/** Has the clock of a client's leads look again for what comes due next after an instant, or starts it. */
export async function wakeLeadClock(client: Client, clientId: string, after: Date): Promise<void> {
  await client.workflow.signalWithStart("leadClock", {
    workflowId: leadClockWorkflowId(clientId),
    taskQueue: auditQueue,
    args: [{ clientId, after: after.toISOString() }],
    signal: "sooner",
    signalArgs: [],
  });
}

/**
 * Has a client's schedule start a run now; one that is under way ends first.
 *
 * @returns False where somebody has paused the schedule, or there is none: then nobody starts runs.
 */
export async function triggerAudit(client: Client, clientId: string, cadence: string): Promise<boolean> {
  const schedule = client.schedule.getHandle(auditScheduleId(clientId, cadence));
  try {
    const { state } = await schedule.describe();
    if (!state.paused) await schedule.trigger("BUFFER_ONE");
    return !state.paused;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

/** The ids of all workflows of a type that run. Temporal's list lags by a moment. */
export async function openWorkflowIds(client: Client, workflowType: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const query = `WorkflowType = '${workflowType}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 })) ids.add(workflowId);
  return ids;
}

/** Starts taking a client on, unless that is under way. */
export async function startOnboarding(
  client: Client,
  input: { readonly clientId: string; readonly asOf?: string },
): Promise<string> {
  const workflowId = onboardingWorkflowId(input.clientId);
  await client.workflow.start("onboardClient", {
    workflowId,
    taskQueue: auditQueue,
    workflowIdConflictPolicy: "USE_EXISTING",
    args: [input],
  });
  return workflowId;
}

/** Starts a report that nobody sent when it was due. */
export async function startLateReport(
  client: Client,
  { clientId, week, dueAt }: { readonly clientId: string; readonly week: string; readonly dueAt: string },
): Promise<void> {
  await client.workflow.start("weeklyReport", {
    workflowId: lateReportWorkflowId(clientId, week),
    taskQueue: auditQueue,
    workflowIdConflictPolicy: "USE_EXISTING",
    args: [{ clientId, week, dueAt }],
  });
}
