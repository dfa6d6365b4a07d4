/**
 * Every id of a workflow, a schedule, a run and an alert. Workflows and schedules are named `{kind}/{client}/…`, so
 * that Temporal's own list shows whose they are, and the same act asked for twice is one workflow.
 */

/** The schedule that serves all clients. Temporal puts the nominal time behind it for each of its workflows. */
export const superviseScheduleId = "operations/supervise";

export function auditScheduleId(clientId: string, cadence: string): string {
  return `audit/${clientId}/${cadence}`;
}

export function reportScheduleId(clientId: string): string {
  return `report/${clientId}/weekly`;
}

/** Every schedule that a client can have. */
export function scheduleIdsOf(clientId: string, cadences: readonly string[]): readonly string[] {
  return [...cadences.map((cadence) => auditScheduleId(clientId, cadence)), reportScheduleId(clientId)];
}

/** Whether a schedule bears an id as we give them; whose it is, its memo says. */
export function isScheduleId(scheduleId: string): boolean {
  return /^(audit|report|operations)\//.test(scheduleId);
}

/** The client of a workflow or a schedule of ours; null for what serves all clients. */
export function clientOfId(id: string): string | null {
  return id.startsWith("operations/") ? null : (id.split("/")[1] ?? null);
}

export function onboardingWorkflowId(clientId: string): string {
  return `onboard/${clientId}`;
}

/** An audit that a person asked for, at an instant in ISO 8601. */
export function askedAuditWorkflowId(clientId: string, cadence: string, at: string): string {
  return `${auditScheduleId(clientId, cadence)}-asked-${at}`;
}

/** The full audit after a restore, by the instant up to which nothing is known, in ISO 8601. */
export function restoredAuditWorkflowId(clientId: string, until: string): string {
  return auditScheduleId(clientId, `restored-${until}`);
}

export function askedReportWorkflowId(clientId: string, at: string): string {
  return `${reportScheduleId(clientId)}-asked-${at}`;
}

/** A report that nobody sent when it was due; the week such as "2026-W48". */
export function lateReportWorkflowId(clientId: string, week: string): string {
  return `${reportScheduleId(clientId)}-late-${week}`;
}

/** The only sender of a client. */
export function senderWorkflowId(clientId: string): string {
  return `delivery/${clientId}`;
}

export function isSenderWorkflowId(workflowId: string): boolean {
  return workflowId.startsWith("delivery/");
}

/** The stable name of an alert within its client: who is told, and about what. */
export function alertIdOf(receiver: string, topic: string): string {
  return `${receiver}.${topic}`;
}

/** The clock of a client's leads. */
export function leadClockWorkflowId(clientId: string): string {
  return `lead/${clientId}`;
}

/** The ladder of one alert. */
export function alertWorkflowId(clientId: string, alertId: string): string {
  return `alert/${clientId}/${alertId}`;
}

/** A run by its cadence and its period in ISO 8601. A second attempt at the same one finds the first. */
export function runIdOf(cadence: string, period: string): string {
  return `${cadence}-${period}`;
}

/** A client's first run, by the instant at which it read the portal, in ISO 8601. */
export function baselineRunId(asOf: string): string {
  return runIdOf("baseline", asOf);
}
