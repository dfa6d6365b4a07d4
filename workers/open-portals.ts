import type { ClientConfig, RevwatchConfig } from "../config/config.ts";
import { readSecret } from "../config/read-secret.ts";
import { createGateway } from "../connectors/hubspot/gateway.ts";
import { createGovernor } from "../connectors/hubspot/governor.ts";
import { createOwnLedger, type Ledger } from "../connectors/hubspot/ledger.ts";
import { openPortal, type HubSpotPortal } from "../connectors/hubspot/portal.ts";
import { rememberProperties } from "../connectors/hubspot/remember-properties.ts";

export interface PortalsOptions {
  readonly config: () => RevwatchConfig;
  readonly client: (clientId: string) => ClientConfig;
  readonly env: NodeJS.ProcessEnv;
  /** Who may send how much to the client's portal; one for all who work on it. Left out: this process is alone. */
  readonly ledgerOf?: (clientId: string) => Ledger;
}

/** Each client's portal, opened once: its governor holds what it was granted. */
export function openPortals({
  config,
  client,
  env,
  ledgerOf = () => createOwnLedger(),
}: PortalsOptions): (clientId: string) => HubSpotPortal {
  const open = new Map<string, { address: string; portal: HubSpotPortal }>();
  return (clientId) => {
    const { address } = config().hubspot;
    const known = open.get(clientId);
    if (known?.address === address) return known.portal;
    // The token is read for each request, so that a rotated one is used at once.
    const token = () => readSecret(client(clientId).token, env);
    const headroomPercent = () => config().hubspot.headroomPercent;
    const governor = createGovernor({ ledger: ledgerOf(clientId), headroomPercent });
    const portal = rememberProperties(openPortal(createGateway({ address, token, governor })));
    open.set(clientId, { address, portal });
    return portal;
  };
}
