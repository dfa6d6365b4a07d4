import { getClient } from "@temporalio/activity";
import type { Client } from "@temporalio/client";
import { markAnnounced, unannouncedAlerts, type AlertRow } from "../storage/alerts.ts";
import { waitingDeliveries } from "../storage/outbox.ts";
import type { ActivityWorld } from "./world.ts";

/** What an alert's workflow hears of it. */
export interface AlertNews {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
  readonly status: AlertRow["status"];
  readonly acknowledgedBy: string | null;
  /** ISO 8601, one for each step of the ladder. */
  readonly dueAts: readonly string[];
  readonly nextStep: number;
}

export const auditQueue = "audit";

/**
 * Tells Temporal what the store has committed: every alert that changed reaches its workflow, and the sender of the
 * client is woken. Safe to repeat; a crash between the commit and this is made up for by the next run or the sweep.
 */
export function makeAnnounceAlerts({ db }: ActivityWorld) {
  return async function announceAlerts({ clientId }: { readonly clientId: string }): Promise<void> {
    const client = getClient();
    for (const alert of await unannouncedAlerts(db, clientId)) {
      await tellAlertWorkflow(client, alert);
      await markAnnounced(db, { clientId, alertId: alert.alert_id }, alert.revision);
    }
    const waiting = await waitingDeliveries(db);
    if (waiting.some((delivery) => delivery.clientId === clientId)) await wakeSender(client, clientId);
  };
}

export async function tellAlertWorkflow(client: Client, alert: AlertRow): Promise<void> {
  const news: AlertNews = {
    clientId: alert.client_id,
    alertId: alert.alert_id,
    episode: alert.episode,
    status: alert.status,
    acknowledgedBy: alert.acknowledged_by,
    dueAts: alert.steps.map(({ dueAt }) => dueAt),
    nextStep: alert.next_step,
  };
  await client.workflow.signalWithStart("alertLifecycle", {
    workflowId: `alert/${alert.client_id}/${alert.alert_id}`,
    taskQueue: auditQueue,
    args: [news],
    signal: "revised",
    signalArgs: [news],
  });
}

/** Wakes the client's one sender, or starts it. */
export async function wakeSender(client: Client, clientId: string): Promise<void> {
  await client.workflow.signalWithStart("deliverOutbox", {
    workflowId: `delivery/${clientId}`,
    taskQueue: auditQueue,
    args: [{ clientId }],
    signal: "wake",
    signalArgs: [],
  });
}
