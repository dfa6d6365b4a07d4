import type { ClientConfig } from "./config.ts";

/** The client as if checks that are muted for all clients were switched off for it. */
export function withoutMuted<Client extends Pick<ClientConfig, "monitors">>(
  client: Client,
  muted: { has(checkId: string): boolean },
): Client {
  return { ...client, monitors: client.monitors.filter(({ checkId }) => !muted.has(checkId)) };
}
