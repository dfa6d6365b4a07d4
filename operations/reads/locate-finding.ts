import type { ClientConfig } from "../../config/config.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { Refused } from "../operation.ts";
import type { World } from "../world.ts";
import { clientsMeant } from "./known-client.ts";

/**
 * The finding of that id.
 *
 * @throws {Refused} When no client has it, or two have and nobody said which.
 */
export async function locateFinding(
  { config, db }: Pick<World, "config" | "db">,
  { findingId, clientId }: { readonly findingId: string; readonly clientId?: string | undefined },
): Promise<{ readonly row: FindingRow; readonly client: ClientConfig }> {
  const clients = clientsMeant(config(), clientId);
  // Each client is asked on its own, so that a client that has left the config stays unseen.
  const found = await Promise.all(
    clients.map(async (client) => {
      const query = db
        .selectFrom("finding")
        .selectAll()
        .where("client_id", "=", client.clientId)
        .where("finding_id", "=", findingId);
      return { client, row: await query.executeTakeFirst() };
    }),
  );
  const [first, second] = found.flatMap(({ client, row }) => (row === undefined ? [] : [{ client, row }]));
  if (first === undefined)
    throw new Refused(`There is no finding "${findingId}". \`revwatch findings --status all\` lists all of them with their ids.`);
  if (second !== undefined)
    throw new Refused(
      `${first.client.clientId} and ${second.client.clientId} both have a finding of this id. Say which with --client.`,
    );
  return first;
}
