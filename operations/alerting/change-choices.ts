import type { ClientConfig } from "../../config/config.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { lockClient } from "../../storage/clients.ts";
import { unsettledSpan } from "../../storage/restored/lost-spans.ts";
import type { World } from "../world.ts";
import { reconcileAlerts } from "./reconcile-alerts.ts";
import { wakeAlerts } from "./wake-alerts.ts";

export type ChoosingWorld = Pick<World, "config" | "db" | "links" | "now" | "temporal">;

/**
 * Stores what a person chose about findings and makes the alerts agree with it, in one transaction under the client's
 * lock; then workflow and sender hear of it.
 *
 * @throws Whatever `change` throws; then nothing has changed.
 */
export async function changeChoices<Result>(
  world: ChoosingWorld,
  client: ClientConfig,
  change: (transaction: StoreHandle, now: Date) => Promise<Result>,
): Promise<Result> {
  const { clientId } = client;
  const { result, hasNews } = await world.db.transaction().execute(async (transaction) => {
    await lockClient(transaction, clientId);
    const now = world.now();
    const stored = await change(transaction, now);
    const isInSummary = (await unsettledSpan(transaction, clientId)) !== undefined;
    const run = { mode: "live", now, isInSummary } as const;
    return { result: stored, hasNews: await reconcileAlerts(transaction, client, world.links, run) };
  });
  if (hasNews) await wakeAlerts(world, clientId);
  return result;
}
