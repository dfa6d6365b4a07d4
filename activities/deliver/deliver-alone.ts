import type { SendingChannel } from "../../connectors/delivery-outcome.ts";
import { placeOf } from "../../storage/channel-states.ts";
import type { Claim } from "../../storage/outbox-claims.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import { hasNewer } from "../../storage/renew-unsent.ts";
import type { ActivityWorld } from "../world.ts";
import type { Attempt } from "./attempt.ts";

/** The message of a row in the form of one channel; or why there is nothing to send. */
export type Body<Form> = (world: ActivityWorld, row: OutboxRow) => Promise<Form | Attempt>;

/**
 * One attempt on a channel where each message stands alone and nobody can look what arrived. What may have arrived is
 * sent again, under the same id, only while nothing newer says it better.
 */
export async function deliverAlone<Form extends object>(
  channel: SendingChannel<Form>,
  bodyOf: Body<Form>,
  world: ActivityWorld,
  { row, isUncertain, isGathered }: Claim,
): Promise<Attempt> {
  if (isUncertain && (await hasNewer(world.db, row)))
    return { ended: "dropped", reason: "a newer message says it better" };
  if (isGathered) return { ended: "absent", reason: "no one can tell whether it arrived" };
  const body = await bodyOf(world, row);
  return isAttempt(body) ? body : channel.send(placeOf(row), body, row.delivery_key);
}

function isAttempt(body: object): body is Attempt {
  return "ended" in body;
}
