import type { DeliveryOutcome } from "../../connectors/delivery-outcome.ts";
import type { Claim } from "../../storage/outbox-claims.ts";
import type { ActivityWorld } from "../world.ts";

/**
 * How one attempt ended. `dropped`: it turned out that there is nothing left to say. `absent`: what may have arrived
 * did not, and something newer waits to be said.
 */
export type Attempt = DeliveryOutcome | { readonly ended: "dropped" | "absent"; readonly reason: string };

/** One attempt to bring a claimed message out by one channel, or to find out what became of the last attempt. */
export type Sender = (world: ActivityWorld, claim: Claim) => Promise<Attempt>;

/** What a channel says that takes no reports. */
export const reportsGoByEmail: Attempt = { ended: "refused", reach: "message", reason: "reports go by e-mail only" };

/** The config has no such channel, or none any more. */
export function notSetUp(name: string, section: string): Attempt {
  return {
    ended: "barred",
    reach: "channel",
    reason: `${name} is not set up`,
    remedy: `add ${section} to revwatch.yaml`,
  };
}
