import { readdress } from "../../storage/readdress.ts";
import { classOfDatabaseError } from "../../storage/error-class.ts";
import { claimNext, nextDueAt, type Claim } from "../../storage/outbox-claims.ts";
import { senders } from "./channels.ts";
import { gatherDigests } from "./digest.ts";
import { settleDelivery } from "./settle-delivery.ts";
import type { Attempt } from "./attempt.ts";
import { UnknownClient, type ActivityWorld } from "../world.ts";

export interface SendResult {
  readonly sent: boolean;
  /** ISO 8601: when to try the next one; null when the outbox is empty. */
  readonly nextDueAt: string | null;
}

/**
 * Sends the client's next message and records how that ended. A crash at any point repeats nothing that was confirmed
 * and loses nothing: a message whose end is not known is looked for before it is sent again. No message is given up
 * because time passes: what a channel does not take waits until it does, or until a person decides.
 */
export function makeSendNext(world: ActivityWorld) {
  const { db, now } = world;
  /** A message that cannot be made is given up with its reason: it must not keep the others waiting. */
  async function deliver(claim: Claim): Promise<Attempt> {
    try {
      return await senders[claim.row.channel](world, claim);
    } catch (error) {
      if (classOfDatabaseError(error) !== null || error instanceof UnknownClient) throw error;
      return {
        ended: "refused",
        reach: "message",
        reason: `it cannot be put into words (${(error as Error).name}): update Revwatch`,
      };
    }
  }

  return async function sendNext({ clientId }: { readonly clientId: string }): Promise<SendResult> {
    await readdress(db, clientId, world.client(clientId).receivers);
    const gathering = await gatherDigests(world, clientId);
    const claim = await claimNext(db, clientId, now(), gathering);
    if (claim === null)
      return { sent: false, nextDueAt: (await nextDueAt(db, clientId, now()))?.toISOString() ?? null };
    const attempt = await deliver(claim);
    await settleDelivery(world, claim, attempt);
    return { sent: attempt.ended === "sent", nextDueAt: (await nextDueAt(db, clientId, now()))?.toISOString() ?? null };
  };
}
