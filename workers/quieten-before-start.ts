import type { Logger } from "pino";
import type { ActivityWorld } from "../activities/world.ts";
import { quietenRestored } from "../activities/tell/restored/quieten.ts";

/** Where the database was restored from a backup, nothing of it may be sent before this. */
export async function quietenBeforeStart(world: ActivityWorld, logger: Logger): Promise<void> {
  const clients = await quietenRestored({ ...world, clients: () => world.clientIds().map(world.client) });
  if (clients.length === 0) return;
  logger.warn(
    { clients },
    "The database was restored from a backup. What may have been sent since is not sent again: each receiver gets one summary when every client was audited.",
  );
}
