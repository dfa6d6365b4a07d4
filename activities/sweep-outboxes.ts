import { getClient } from "@temporalio/activity";
import { markAnnounced, unannouncedAlerts } from "../storage/alerts.ts";
import { waitingDeliveries } from "../storage/outbox.ts";
import { tellAlertWorkflow, wakeSender } from "./announce-alerts.ts";
import type { ActivityWorld } from "./world.ts";

/** Wakes whatever a crash left asleep: alerts whose workflow has not heard, and messages that nobody is sending. */
export function makeSweepOutboxes({ db, clientIds }: ActivityWorld) {
  return async function sweepOutboxes(): Promise<{ readonly alerts: number; readonly senders: number }> {
    const client = getClient();
    let alerts = 0;
    for (const clientId of clientIds()) {
      for (const alert of await unannouncedAlerts(db, clientId)) {
        await tellAlertWorkflow(client, alert);
        await markAnnounced(db, { clientId, alertId: alert.alert_id }, alert.revision);
        alerts += 1;
      }
    }
    const waiting = await waitingDeliveries(db);
    for (const { clientId } of waiting) await wakeSender(client, clientId);
    return { alerts, senders: waiting.length };
  };
}
