import { signAcknowledgement } from "../../reports/alert/acknowledgement-token.ts";
import { acknowledgementKeys } from "../../storage/acknowledgement-keys.ts";
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
