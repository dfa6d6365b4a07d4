import { createGateway } from "../../../connectors/hubspot/gateway.ts";
import { openPortal, type HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { openPortal as openSimulated, token } from "../../simulators/hubspot/open-portal.ts";

const free = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };

/** The connector at an address, without pacing and without patience. */
export function connectTo(address: string, bearer = token): HubSpotPortal {
  return openPortal(createGateway({ address, token: () => bearer, governor: free, timeoutMs: 20_000, maxWaitMs: 0 }));
}

/** A simulated portal of its own, with the connector that reads it. Ends with the test. */
export async function startPortal() {
  const simulated = await openSimulated();
  return { ...simulated, reader: connectTo(simulated.hubspot.address) };
}
export type StartedPortal = Awaited<ReturnType<typeof startPortal>>;
