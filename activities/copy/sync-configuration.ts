import { HubSpotError } from "../../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import { UnreadableValue } from "../../connectors/hubspot/values.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { countOf } from "../../domain/duration.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import { localDayOf } from "../../domain/time/civil-day.ts";
import { knownIds } from "../../storage/inventory/read-inventory.ts";
import { lastScanStatus } from "../../storage/scans.ts";
import { asPlanned } from "../plan/as-planned.ts";
import { keepScan } from "./keep-scan.ts";
import { describeBreak } from "./broken-scan.ts";
import { isLasting } from "../lasting-refusal.ts";
import { keepInventory } from "./keep-inventory.ts";
import { readPast } from "./read-past.ts";
import { readInventory } from "./read-inventory.ts";
import type { RunName } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";

/**
 * Reads the kinds of inventory that a run needs and keeps them as versions. Each kind stands for itself: one that
 * may not be read leaves the others complete.
 */
export function makeSyncConfiguration(world: ActivityWorld) {
  return async function syncConfiguration(run: RunName, kinds: readonly ItemType[]): Promise<readonly ScanReceipt[]> {
    return copyInventory(await asPlanned(world, run), run, kinds);
  };
}

/** The same within an activity that knows its settings already. */
export async function copyInventory(
  world: ActivityWorld,
  run: RunName,
  kinds: readonly ItemType[],
): Promise<readonly ScanReceipt[]> {
  const { portal, now } = world;
  const opened = portal(run.clientId);
  return Promise.all(
    kinds.map(async (kind): Promise<ScanReceipt> => {
      const startedAt = now();
      const receipt = await readKind(world, run, opened, kind);
      await keepScan(world, run, receipt, startedAt);
      return receipt;
    }),
  );
}

async function readKind(
  world: ActivityWorld,
  run: RunName,
  portal: HubSpotPortal,
  kind: ItemType,
): Promise<ScanReceipt> {
  const { db } = world;
  const { clientId, runId } = run;
  try {
    const known = await knownIds(db, clientId, kind);
    const { items, missed } = await readInventory(kind, portal, known);
    // A mass that vanishes is believed when another run misses it too, or a person says so.
    if (missed > 0 && run.acceptShrink !== true && (await lastScanStatus(db, clientId, kind, runId)) !== "partial") {
      const what = countOf(known!.length, kind.replaceAll("-", " "));
      const reason = `${missed} of ${what} are no longer listed. The next run lists them a second time and decides.`;
      return { subject: kind, status: "partial", reason, records: items.length };
    }
    const asOf = new Date(run.asOf);
    const day = localDayOf(asOf, world.client(clientId).timeZone);
    const { created } = await keepInventory(db, { clientId, kind, items, asOf, day });
    await readPast(world, portal, { clientId, kind, ids: created, asOf });
    return { subject: kind, status: "complete", reason: null, records: items.length };
  } catch (error) {
    if (error instanceof UnreadableValue)
      return {
        subject: kind,
        status: "unreadable",
        reason: `A ${kind} holds a value that cannot be read: ${error.message}`,
        records: 0,
      };
    if (!(error instanceof HubSpotError)) throw error;
    if (!isLasting(error)) throw error;
    return { ...(await describeBreak(world, clientId, error)), subject: kind, status: "unreadable", records: 0 };
  }
}
