import { getClient } from "@temporalio/activity";
import type { Client } from "@temporalio/client";
import { tellAlertWorkflow, wakeSender } from "../connectors/temporal/signals.ts";
import type { AlertNews } from "../domain/alert-news.ts";
import { markAnnounced, unannouncedAlerts, type AlertRow } from "../storage/alerts.ts";
import { waitingDeliveries } from "../storage/outbox-claims.ts";
import type { ActivityWorld } from "./world.ts";

/**
 * Tells Temporal what the store has committed: every alert that changed reaches its workflow, and the sender of the
 * client is woken. Safe to repeat; a crash between the commit and this is made up for by the next run or the sweep.
 */
export function makeAnnounceAlerts({ db }: ActivityWorld) {
  return async function announceAlerts({ clientId }: { readonly clientId: string }): Promise<void> {
    const client = getClient();
    await announceChanged(db, client, clientId);
    const waiting = await waitingDeliveries(db);
    if (waiting.some((delivery) => delivery.clientId === clientId)) await wakeSender(client, clientId);
  };
}

/** Brings the news of every changed alert of a client to its workflow; returns how many there were. */
export async function announceChanged(db: ActivityWorld["db"], client: Client, clientId: string): Promise<number> {
  const alerts = await unannouncedAlerts(db, clientId);
  for (const alert of alerts) {
    await tellAlertWorkflow(client, newsOf(alert));
    await markAnnounced(db, { clientId, alertId: alert.alert_id }, alert.revision);
  }
  return alerts.length;
}

/** An alert as its workflow has to know it. */
export function newsOf(alert: AlertRow): AlertNews {
  return {
    clientId: alert.client_id,
    alertId: alert.alert_id,
    episode: alert.episode,
    status: alert.status,
    dueAts: alert.steps.map(({ dueAt }) => dueAt),
    nextStep: alert.next_step,
  };
}
