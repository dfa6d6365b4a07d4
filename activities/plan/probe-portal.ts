import { checkById } from "../../checks/index.ts";
import { scansOf } from "../../checks/needs.ts";
import { ensureClient, saveCapability } from "../../storage/clients.ts";
import type { ActivityWorld } from "../world.ts";

/** What a portal refuses of what the client's checks rest on. */
export interface PortalProbeResult {
  /** Endpoints that were asked. */
  readonly probed: number;
  /** Those that did not answer as they should, such as "pipelines of leads". */
  readonly refused: readonly string[];
}

/**
 * Asks a portal once for a little of everything that the client's checks need, and keeps what it answers. Run it when a
 * client is taken on, and after a run in which something was refused.
 */
export function makeProbePortal({ db, client, portal, now }: ActivityWorld) {
  return async function probePortal({ clientId }: { readonly clientId: string }): Promise<PortalProbeResult> {
    const config = client(clientId);
    await ensureClient(db, config);
    const checks = config.monitors.flatMap(({ checkId }) => checkById(checkId) ?? []);
    // Owners are the people that messages name, whatever the checks judge.
    const needs = new Set([...checks.flatMap(scansOf), "owner" as const]);
    const capabilities = await portal(clientId).probeCapabilities([...needs]);
    for (const { endpoint, state, detail } of capabilities)
      await saveCapability(db, clientId, endpoint, state, detail, now());
    return {
      probed: capabilities.length,
      refused: capabilities.filter(({ state }) => state !== "ok").map(({ endpoint }) => endpoint),
    };
  };
}
