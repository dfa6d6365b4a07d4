import type { ClientConfig } from "../../config/config.ts";
import { fingerprint } from "../../domain/findings/fingerprint.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { survivorsOf } from "../../storage/merged-records.ts";
import { readFinding } from "../../storage/reads/findings.ts";
import { Refused } from "../operation.ts";
import type { World } from "../world.ts";
import { clientsMeant } from "./known-client.ts";

/**
 * The finding of that id, or the one that goes on for it since its record was merged into another.
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
      const row = await readFinding(db, client.clientId, findingId);
      return { client, row: row ?? (await underNewId(db, client.clientId, findingId)) };
    }),
  );
  const [first, second] = found.flatMap(({ client, row }) => (row === null ? [] : [{ client, row }]));
  if (first === undefined)
    throw new Refused(
      `There is no finding "${findingId}". \`revwatch findings --status all\` lists all of them with their ids.`,
    );
  if (second !== undefined)
    throw new Refused(
      `${first.client.clientId} and ${second.client.clientId} both have a finding of this id. Say which with --client.`,
    );
  return first;
}

/** Messages and links name a finding by the id that it had when they were written. */
async function underNewId(db: World["db"], clientId: string, findingId: string): Promise<FindingRow | null> {
  const [, checkId, type, formerId] = /^(.+)\.([a-z-]+)\.(\d+)$/.exec(findingId) ?? [];
  if (checkId === undefined || type === undefined || formerId === undefined) return null;
  const survivorId = (await survivorsOf(db, clientId, type, [formerId])).get(formerId);
  return survivorId === undefined ? null : readFinding(db, clientId, fingerprint(checkId, type, survivorId));
}
