import { loadUnfinished } from "../config/load-unfinished.ts";
import { cut } from "../config/cut.ts";
import { discoverClient, type Discovery } from "../operations/discover-client.ts";
import { Refused } from "../operations/operation.ts";
import { openPortals } from "../workers/open-portals.ts";
import type { CliContext } from "./context.ts";

/** Discovers in this process: a client whose file is not finished yet is watched by none. */
export async function discoverInPlace(
  { directory, env }: CliContext,
  clientId: string,
  out: string | undefined,
): Promise<Discovery> {
  const client = await loadUnfinished(directory, clientId, env);
  if (client === null)
    throw new Refused(
      `There is no client "${cut(clientId)}". Write its file first: revwatch client add ${cut(clientId)}`,
    );
  const portal = openPortals({ config: () => client, client: () => client, env })(clientId);
  return discoverClient({ directory, clientId, out }, { ...client, portal, now: new Date() });
}
