import { UnknownClient, type ActivityWorld } from "../../activities/world.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import { defaultDeliverySettings } from "../../domain/alerting/delivery-settings.ts";
import { defaultRetention } from "../../domain/retention.ts";
import { startOfTest } from "../activities/test-world.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { inProcessHubSpot } from "./in-process-hubspot.ts";

/** A database and a HubSpot in this very process: no socket, no server, no Temporal. */
export async function openTruthWorld() {
  const database = await openTestDatabase();
  const hubspot = inProcessHubSpot();
  const clients = new Map<string, ClientConfig>();
  const readers = new Map<string, HubSpotPortal>();
  let instant = startOfTest;
  let ticks = 0;
  const world: ActivityWorld = {
    db: database.db,
    client(clientId) {
      const found = clients.get(clientId);
      if (found === undefined) throw new UnknownClient(clientId);
      return found;
    },
    clientIds: () => [...clients.keys()],
    portal: (clientId) => readers.get(clientId)!,
    slack: () => null,
    email: () => null,
    links: { dashboard: (path) => `http://dashboard${path}`, workflow: () => null },
    retention: () => defaultRetention,
    deliveries: () => defaultDeliverySettings,
    backgroundPercent: () => 10,
    operators: () => [],
    // Time passes while a run reads, or a copy could take its own beginning for its end.
    now: () => new Date(instant.getTime() + (ticks += 1)),
  };
  return {
    world,
    hubspot,
    moveTo: (at: Date) => {
      instant = at;
      ticks = 0;
    },
    add(client: ClientConfig, token: string) {
      clients.set(client.clientId, client);
      readers.set(client.clientId, hubspot.reader(token));
    },
    /** From now on a client's portal is asked with another token. */
    useToken: (clientId: string, token: string) => void readers.set(clientId, hubspot.reader(token)),
    close: () => database.close(),
  };
}

export type TruthWorld = Awaited<ReturnType<typeof openTruthWorld>>;
