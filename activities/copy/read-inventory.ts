import { HubSpotBadAnswer } from "../../connectors/hubspot/errors.ts";
import { inventoryKinds } from "../../connectors/hubspot/inventory/index.ts";
import type { InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import { shrinkGuard } from "../../domain/mirror/scan.ts";

/** With a third reading there is a majority. */
const mostReadings = 3;
/** Up to so many items may vanish at once without another run that misses them too. */
const fewVanished = 2;

export interface InventoryReading {
  readonly items: readonly InventoryItem[];
  /** How many are missing, where that are too many to be believed at once; else 0. */
  readonly missed: number;
}

/**
 * Reads one kind of inventory. No list is its own witness, and these have no search to be held against. So where
 * one misses what was there or names something twice, or nobody knows what was there, two readings in a row have to
 * agree.
 *
 * @param known - The ids of the inventory as it was read last; null when it never was.
 * @throws {HubSpotBadAnswer} When no two readings agree, or there is nothing of what every portal has.
 */
export async function readInventory(
  kind: ItemType,
  read: () => Promise<readonly InventoryItem[]>,
  known: readonly string[] | null,
): Promise<InventoryReading> {
  let items = await read();
  const missing = vanishedOf(known ?? [], items);
  if (known !== null && missing === 0 && !namesTwice(items)) return { items, missed: 0 };
  for (let reading = 2; reading <= mostReadings; reading += 1) {
    const again = await read();
    if (hasSameIds(items, again)) {
      if (again.length === 0 && inventoryKinds[kind].isNeverEmpty === true)
        throw new HubSpotBadAnswer(`the list of ${kind}s`, "it is empty");
      const vanished = vanishedOf(known ?? [], again);
      const isMass = vanished > Math.max(fewVanished, (known ?? []).length * shrinkGuard);
      return { items: again, missed: isMass ? vanished : 0 };
    }
    items = again;
  }
  throw new HubSpotBadAnswer(`the list of ${kind}s`, `${mostReadings} readings of it name different ones`);
}

function vanishedOf(known: readonly string[], items: readonly InventoryItem[]): number {
  const ids = new Set(items.map(({ id }) => id));
  return known.filter((id) => !ids.has(id)).length;
}

function namesTwice(items: readonly InventoryItem[]): boolean {
  return new Set(items.map(({ id }) => id)).size < items.length;
}

/** The same items, and none of them twice. */
function hasSameIds(some: readonly InventoryItem[], others: readonly InventoryItem[]): boolean {
  return (
    some.length === others.length &&
    !namesTwice(some) &&
    vanishedOf(
      some.map(({ id }) => id),
      others,
    ) === 0
  );
}
