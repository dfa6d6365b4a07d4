import type { ClientConfig, RevwatchConfig } from "../config/config.ts";
import { readSecret } from "../config/read-secret.ts";
import { examineSlack } from "../connectors/slack/examine-targets.ts";
import { HubSpotForbidden } from "../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../connectors/hubspot/portal.ts";
import type { Owner } from "../domain/inventory/owner.ts";
import type { Ledger } from "../connectors/hubspot/ledger.ts";
import type { Probes } from "../operations/doctor/probes.ts";
import { openChannels } from "./open-channels.ts";
import { openPortals } from "./open-portals.ts";

export interface OutsideOptions {
  readonly config: RevwatchConfig;
  /** Where secrets are looked up. */
  readonly env: NodeJS.ProcessEnv;
  /** The budget that the portal's other work shares; left out: none is shared. */
  readonly ledgerOf?: (clientId: string) => Ledger;
}

/**
 * The doctor's questions to the services outside, asked in the same way by a process that runs and by a command alone.
 */
export function outsideProbes({
  config,
  env,
  ledgerOf,
}: OutsideOptions): Pick<Probes, "hubspot" | "slack" | "smtp" | "target"> {
  const client = (clientId: string): ClientConfig => config.clients.find((one) => one.clientId === clientId)!;
  const portal = openPortals({ config: () => config, client, env, ...(ledgerOf === undefined ? {} : { ledgerOf }) });
  const channels = openChannels(() => config, env);
  return {
    async hubspot(clientId, needs) {
      const opened = portal(clientId);
      const { portalId } = await opened.accountDetails();
      // Another portal's records are none of ours, not even one of them.
      if (portalId !== client(clientId).portalId)
        return { portalId, scopes: null, capabilities: [], answeredAt: opened.answeredAt() };
      const [scopes, capabilities] = await Promise.all([opened.grantedScopes(), opened.probeCapabilities(needs)]);
      const owners = client(clientId).teamHours === undefined ? {} : { owners: await ownersOf(opened) };
      return { portalId, scopes, capabilities, answeredAt: opened.answeredAt(), ...owners };
    },
    async slack(targets) {
      const { address, token } = config.slack!;
      return examineSlack({ address, token: readSecret(token, env) }, targets);
    },
    async smtp() {
      await channels.email()?.verify();
    },
    async target(channel, name) {
      await channels[channel]()?.verify(name);
    },
  };
}

async function ownersOf(portal: Pick<HubSpotPortal, "inventory">): Promise<readonly Owner[] | null> {
  try {
    return await portal.inventory("owner");
  } catch (error) {
    if (error instanceof HubSpotForbidden) return null;
    throw error;
  }
}
