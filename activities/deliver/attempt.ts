import type { DeliveryOutcome } from "../../connectors/delivery-outcome.ts";

/**
 * How one attempt ended. `dropped`: it turned out that there is nothing left to say. `absent`: what may have arrived
 * did not, and something newer waits to be said.
 */
export type Attempt = DeliveryOutcome | { readonly ended: "dropped" | "absent"; readonly reason: string };
