import type { ClientConfig, RevwatchConfig } from "../../config/config.ts";
import { cut } from "../../config/cut.ts";
import { Refused } from "../operation.ts";

/** The clients that are meant: one by its id, or all of them. */
export function clientsMeant(config: RevwatchConfig, clientId: string | undefined): readonly ClientConfig[] {
  return clientId === undefined ? config.clients : [knownClient(config, clientId)];
}

/** @throws {Refused} When the config has no such client. */
export function knownClient({ clients }: RevwatchConfig, clientId: string): ClientConfig {
  const client = clients.find((one) => one.clientId === clientId);
  if (client !== undefined) return client;
  const known = sayKnown(clients);
  throw new Refused(`There is no client "${cut(clientId)}". Known: ${known}.`);
}

const mostNamed = 20;

function sayKnown(clients: readonly ClientConfig[]): string {
  const ids = clients.slice(0, mostNamed).map(({ clientId }) => clientId);
  if (ids.length === 0) return "none";
  return clients.length > mostNamed ? `${ids.join(", ")} and ${clients.length - mostNamed} more` : ids.join(", ");
}
