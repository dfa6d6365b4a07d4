import { getClient } from "@temporalio/activity";
import { wakeSender } from "../../connectors/temporal/signals.ts";
import { announceChanged } from "../../operations/alerting/announce-changed.ts";
import { waitingDeliveries } from "../../storage/outbox-claims.ts";
import { reconcileNeeded, settleReconcile } from "../../storage/reconcile-needed.ts";
import type { ActivityWorld } from "../world.ts";

/**
 * Tells Temporal what the store has committed: every alert that changed reaches its workflow, and the sender of the
 * client is woken. Safe to repeat; a crash between the commit and this leaves the note of it, which the sweep finds.
 */
export function makeAnnounceAlerts({ db }: ActivityWorld) {
  return async function announceAlerts({ clientId }: { readonly clientId: string }): Promise<void> {
    const client = getClient();
    const needed = await reconcileNeeded(db, clientId);
    await announceChanged(db, client, clientId);
    const waiting = await waitingDeliveries(db);
    if (waiting.some((delivery) => delivery.clientId === clientId)) await wakeSender(client, clientId);
    if (needed !== null) await settleReconcile(db, needed);
  };
}
