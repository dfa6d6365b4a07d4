import type { ClientConfig, RevwatchConfig } from "../../config/config.ts";
import { Refused } from "../operation.ts";

/** The clients that are meant: one by its id, or all of them. */
export function clientsMeant(config: RevwatchConfig, clientId: string | undefined): readonly ClientConfig[] {
  return clientId === undefined ? config.clients : [knownClient(config, clientId)];
}

/** @throws {Refused} When the config has no such client. */
export function knownClient({ clients }: RevwatchConfig, clientId: string): ClientConfig {
  const client = clients.find((one) => one.clientId === clientId);
  if (client !== undefined) return client;
  const known = clients.map((one) => one.clientId).join(", ") || "none";
  throw new Refused(`There is no client "${clientId}". Known: ${known}.`);
}
