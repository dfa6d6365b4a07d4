import type { ClientConfig, PortalAuth, RevwatchConfig } from "../config/config.ts";
import { readSecret } from "../config/read-secret.ts";
import { openAccessToken } from "../connectors/hubspot/access-token.ts";
import { createGateway } from "../connectors/hubspot/gateway.ts";
import { createGovernor, type Governor } from "../connectors/hubspot/governor.ts";
import { scopesOfApp, scopesOfToken } from "../connectors/hubspot/granted-scopes.ts";
import { createOwnLedger, type Ledger } from "../connectors/hubspot/ledger.ts";
import { openPortal, type HubSpotPortal } from "../connectors/hubspot/portal.ts";
import { rememberProperties } from "../connectors/hubspot/remember-properties.ts";
import { rememberScopes } from "../connectors/hubspot/remember-scopes.ts";

export interface PortalsOptions {
  readonly config: () => Pick<RevwatchConfig, "hubspot">;
  readonly client: (clientId: string) => Pick<ClientConfig, "auth">;
  readonly env: NodeJS.ProcessEnv;
  /** Who may send how much to the client's portal; one for all who work on it. Left out: this process is alone. */
  readonly ledgerOf?: (clientId: string) => Ledger;
  /** Told of each request that is about to be sent. */
  readonly onRequest?: () => void;
}

/** Each client's portal, opened once: its governor holds what it was granted. */
export function openPortals({
  config,
  client,
  env,
  ledgerOf = () => createOwnLedger(),
  onRequest,
}: PortalsOptions): (clientId: string) => HubSpotPortal {
  const open = new Map<string, { opened: string; portal: HubSpotPortal }>();
  return (clientId) => {
    const { address } = config().hubspot;
    const { auth } = client(clientId);
    // Secrets are read when they are used, so of the config only a change of where they stand opens the portal anew.
    const opened = JSON.stringify([address, auth]);
    const known = open.get(clientId);
    if (known?.opened === opened) return known.portal;
    const headroomPercent = () => config().hubspot.headroomPercent;
    const paced = createGovernor({ ledger: ledgerOf(clientId), headroomPercent });
    const governor = onRequest === undefined ? paced : told(paced, onRequest);
    const portal = rememberProperties(openWith(auth, { address, governor, env }));
    open.set(clientId, { opened, portal });
    return portal;
  };
}

function told(governor: Governor, onRequest: () => void): Governor {
  return {
    ...governor,
    take: async (bucket, asked) => {
      await governor.take(bucket, asked);
      onRequest();
    },
  };
}

interface Surroundings {
  readonly address: string;
  readonly governor: Governor;
  readonly env: NodeJS.ProcessEnv;
}

function openWith(auth: PortalAuth, { address, governor, env }: Surroundings): HubSpotPortal {
  if ("token" in auth) {
    const token = () => readSecret(auth.token, env);
    const gateway = createGateway({ address, governor, token });
    return openPortal(gateway, rememberScopes(scopesOfToken(gateway, token)));
  }
  const { clientId, clientSecret, refreshToken } = auth.oauth;
  const credentials = {
    clientId,
    clientSecret: () => readSecret(clientSecret, env),
    refreshToken: () => readSecret(refreshToken, env),
  };
  const accessToken = openAccessToken({ address, credentials });
  const gateway = createGateway({ address, governor, ...accessToken });
  return openPortal(gateway, rememberScopes(scopesOfApp({ address, credentials, accessToken })));
}
