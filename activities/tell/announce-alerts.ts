import { getClient } from "@temporalio/activity";
import { wakeSender } from "../../connectors/temporal/signals.ts";
import { announceChanged } from "../../operations/alerting/announce-changed.ts";
import { waitingDeliveries } from "../../storage/outbox-claims.ts";
import type { ActivityWorld } from "../world.ts";

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
