import { WorkflowNotFoundError, type Client } from "@temporalio/client";
import type { Kysely } from "kysely";
import { alertWorkflowId } from "../../connectors/temporal/signals.ts";
import { standingAlerts, type AlertRow } from "../../storage/alerts.ts";
import { noteBlocked } from "../../storage/blocked-work.ts";
import type { Database } from "../../storage/database.ts";

/** A step is taken within seconds of its time; by then a busy worker has come round as well. */
const graceMs = 5 * 60_000;

/**
 * Keeps in the database which alerts do not climb although they should and Temporal answers: their workflow's own code
 * fails, after an upgrade for one. It stays, and goes on by itself under a version that can. What has no workflow at all
 * is begun again by the sweep.
 *
 * @returns How many there are.
 */
export async function noteOverdueSteps(
  db: Kysely<Database>,
  client: Client,
  clientIds: readonly string[],
  now: Date,
): Promise<number> {
  const longAgo = new Date(now.getTime() - graceMs);
  const overdue = (await standingAlerts(db, clientIds, longAgo)).filter((alert) => isOverdue(alert, longAgo));
  let stuck = 0;
  for (const alert of overdue) {
    const workflowId = alertWorkflowId(alert.client_id, alert.alert_id);
    const attempt = await failedAttempts(client, workflowId);
    if (attempt === null) continue;
    stuck += 1;
    const step = { client_id: alert.client_id, workflow_id: workflowId, activity: "" };
    const why = attempt > 1 ? `its workflow has failed ${attempt - 1} times` : "its workflow does not act";
    const due = alert.steps[alert.next_step]!.dueAt;
    const reason = `Step ${alert.next_step + 1} of its ladder was due at ${due}, and ${why}.`;
    await noteBlocked(db, step, { class: "programming", reason }, now);
  }
  return stuck;
}

function isOverdue({ status, steps, next_step }: AlertRow, longAgo: Date): boolean {
  const dueAt = steps[next_step]?.dueAt;
  return status === "open" && dueAt !== undefined && Date.parse(dueAt) < longAgo.getTime();
}

/** The attempt at which its current task is, 1 when none has failed; null when no such workflow runs. */
async function failedAttempts(client: Client, workflowId: string): Promise<number | null> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== "RUNNING") return null;
    return raw.pendingWorkflowTask?.attempt ?? 1;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
