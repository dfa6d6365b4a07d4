import type { Client } from "@temporalio/client";
import { tellAlertWorkflow } from "../../connectors/temporal/signals.ts";
import type { AlertNews } from "../../domain/alerting/alert-news.ts";
import { markAnnounced, unannouncedAlerts, type AlertRow } from "../../storage/alerts.ts";
import type { StoreHandle } from "../../storage/database.ts";

/** Brings the news of every changed alert of a client to its workflow; returns how many there were. */
export async function announceChanged(db: StoreHandle, client: Client, clientId: string): Promise<number> {
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
    revision: alert.revision,
  };
}
