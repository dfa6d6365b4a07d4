import { signAcknowledgement } from "../../reports/alert/acknowledgement-token.ts";
import { acknowledgementKeys } from "../../storage/acknowledgement-keys.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import type { ActivityWorld } from "../world.ts";

/** The signed value of a button or link in the message to one receiver, good for the time that the config says. */
export async function acknowledgementValue(
  world: ActivityWorld,
  target: {
    readonly clientId: string;
    readonly alertId: string;
    readonly episode: number;
    readonly receiver: string;
    readonly revision: number | null;
  },
): Promise<string> {
  const [key] = await acknowledgementKeys(world.db);
  const issuedAt = world.now();
  const expiresAt = new Date(issuedAt.getTime() + world.deliveries().buttonsValidForSeconds * 1000);
  return signAcknowledgement(target, key, { issuedAt, expiresAt });
}

/** The page on which the reader of an open alert acknowledges it; opening it does nothing yet. Null where none is. */
export async function acknowledgePage(world: ActivityWorld, row: OutboxRow): Promise<string | null> {
  if (row.message.kind !== "alert" || row.message.alert.status !== "open" || row.alert_id === null) return null;
  const { alert } = row.message;
  const value = await acknowledgementValue(world, {
    clientId: row.client_id,
    alertId: row.alert_id,
    episode: row.episode ?? alert.episode,
    receiver: row.receiver,
    // A conversation that was handed over has lost its number.
    revision: row.revision || null,
  });
  return world.links.dashboard(`/acknowledge/${value}`);
}
