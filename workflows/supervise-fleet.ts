import { store } from "./activity-groups.ts";

/** Once a minute: nothing that a crash left in an outbox waits for the next audit. */
export async function superviseFleet(): Promise<{ readonly alerts: number; readonly senders: number }> {
  return store.sweepOutboxes();
}
