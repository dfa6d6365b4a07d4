import { checkById } from "../../checks/index.ts";
import { needsOf } from "../../checks/needs.ts";
import type { ClientConfig } from "../../config/config.ts";
import { HubSpotBadRequest, HubSpotForbidden } from "../../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import { descriptorOf } from "../../connectors/hubspot/types/index.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { everyId } from "../../domain/mirror/mirror.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import type { PortalSizes } from "./requests-of-day.ts";

const dayMs = 86_400_000;

export interface Measured {
  readonly sizes: PortalSizes;
  /** API calls a day, all tools together; null where HubSpot does not say. */
  readonly dailyLimit: number | null;
  /** What the portal does not let us read, so that it costs nothing: "leads", "workflow". */
  readonly unreadable: readonly string[];
}

/**
 * Counts a portal's records, and reads each kind of settings that its checks need once, to know what that takes.
 *
 * @param sent - How many requests the portal has been sent so far.
 * @throws {HubSpotError} When HubSpot is away, or refuses the token as a whole.
 */
export async function measurePortal(
  portal: HubSpotPortal,
  { monitors }: Pick<ClientConfig, "monitors">,
  { sent, now }: { readonly sent: () => number; readonly now: Date },
): Promise<Measured> {
  const checks = monitors.flatMap(({ checkId }) => checkById(checkId) ?? []);
  const needs = needsOf(checks);
  const [records, changedADay, inventory]: [Record<string, number>, Record<string, number>, Record<string, number>] = [
    {},
    {},
    {},
  ];
  const unreadable: string[] = [];
  const usage = await readable(async () => portal.apiUsage());
  for (const type of Object.keys(needs.fields) as RecordType[]) {
    const { objectType } = descriptorOf(type);
    const count = await readable(async () => portal.countInSearch(objectType));
    if (count === undefined) {
      unreadable.push(objectType);
      continue;
    }
    records[type] = count;
    const lastDay = { from: new Date(now.getTime() - dayMs), to: null };
    changedADay[type] = await portal.countInSearch(objectType, everyId, lastDay);
  }
  // One after the other, so that each one's requests are known.
  for (const kind of new Set<ItemType>([...needs.items, "owner"])) {
    const before = sent();
    const read = await readable(async () => portal.inventory(kind));
    if (read === undefined) unreadable.push(kind);
    inventory[kind] = sent() - before;
  }
  return { sizes: { records, changedADay, inventory }, dailyLimit: usage?.limit ?? null, unreadable };
}

/** Undefined where the portal does not let us. */
async function readable<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof HubSpotForbidden) return undefined;
    if (error instanceof HubSpotBadRequest && error.status === 404) return undefined;
    throw error;
  }
}
