import type { ClientConfig } from "./config.ts";

/** The client as if these checks were switched off for it. */
export function withoutChecks<Client extends Pick<ClientConfig, "monitors">>(
  client: Client,
  left: { has(checkId: string): boolean },
): Client {
  return { ...client, monitors: client.monitors.filter(({ checkId }) => !left.has(checkId)) };
}
