import type { Address } from "../../domain/alerting/channels.ts";
import type { RestoredSummary } from "../../domain/alerting/restored-summary.ts";
import { summaryOf } from "../tell/restored/summary-of.ts";
import type { RestoredMessage } from "../../storage/database.ts";
import type { ActivityWorld } from "../world.ts";

/** What the summary after a restore says at one address, as things stand now. */
export function readSummary(
  world: ActivityWorld,
  message: RestoredMessage,
  address: Address,
): Promise<RestoredSummary> {
  return summaryOf({ ...world, clients: world.clientIds().map(world.client) }, message, address);
}
