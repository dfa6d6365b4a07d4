import { costClient, type ClientCost } from "../operations/cost-client.ts";
import { knownClient } from "../operations/reads/known-client.ts";
import { openPortals } from "../workers/open-portals.ts";
import type { CliContext } from "./context.ts";

/** Reckons in this process: it needs no database, and a client that is not watched yet has none. */
export async function costInPlace(context: CliContext, clientId: string): Promise<ClientCost> {
  const config = await context.loadConfig();
  const client = knownClient(config, clientId);
  let sent = 0;
  const open = openPortals({
    config: () => config,
    client: () => client,
    env: context.env,
    onRequest: () => void (sent += 1),
  });
  return costClient(client, open(clientId), { sent: () => sent, now: new Date() });
}
