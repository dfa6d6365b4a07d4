import { getClient } from "@temporalio/activity";
import { wakeSender } from "../connectors/temporal/signals.ts";
import { waitingDeliveries } from "../storage/outbox-claims.ts";
import { announceChanged } from "./announce-alerts.ts";
import type { ActivityWorld } from "./world.ts";

/** Wakes whatever a crash left asleep: alerts whose workflow has not heard, and messages that nobody is sending. */
export function makeSweepOutboxes({ db, clientIds }: ActivityWorld) {
  return async function sweepOutboxes(): Promise<{ readonly alerts: number; readonly senders: number }> {
    const client = getClient();
    let alerts = 0;
    for (const clientId of clientIds()) alerts += await announceChanged(db, client, clientId);
    const waiting = await waitingDeliveries(db);
    for (const { clientId } of waiting) await wakeSender(client, clientId);
    return { alerts, senders: waiting.length };
  };
}
