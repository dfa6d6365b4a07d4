import { HubSpotBadAnswer } from "../../connectors/hubspot/errors.ts";
import { inventoryKinds, type InventoryReads } from "../../connectors/hubspot/inventory/index.ts";
import type { InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import { shrinkGuard } from "../../domain/mirror/scan.ts";

/** With a third reading there is a majority. */
const mostReadings = 3;
/** Up to so many items may vanish at once without another run that misses them too. */
const fewVanished = 2;
/** A list that leaves out more than this share of what HubSpot has is none, however often it is read. */
const leftOutGuard = shrinkGuard;
/** Each costs a request. */
const mostAskedById = 50;

export interface InventoryReading {
  readonly items: readonly InventoryItem[];
  /** How many are missing, where that are too many to be believed at once; else 0. */
  readonly missed: number;
}

type Portal = Pick<InventoryReads, "inventory" | "inventoryItem">;

/**
 * Reads one kind of inventory. No list is its own witness, and these have no search to be held against. So what is
 * missing that was there is asked for by its id, and stays if HubSpot still has it. Where HubSpot cannot be asked so,
 * where a list names something twice, or nobody knows what was there, two readings in a row have to agree; and what
 * they agree on has to hold most of what HubSpot has.
 *
 * @param known - The ids of the inventory as it was read last; null when it never was.
 * @throws {HubSpotBadAnswer} When no two readings agree, or there is nothing of what every portal has.
 */
export async function readInventory(
  kind: ItemType,
  portal: Portal,
  known: readonly string[] | null,
): Promise<InventoryReading> {
  const read = async () => (await portal.inventory(kind)) as readonly InventoryItem[];
  let items = await read();
  if (known !== null && !namesTwice(items)) {
    const whole = await withMissing(kind, portal, items, missingFrom(items, known));
    // A list that left out what is there may have left out what is new.
    if (whole?.length === items.length) return { items: refuseNone(kind, whole), missed: 0 };
  }
  let doubt = `${mostReadings} readings of it name different ones`;
  for (let reading = 2; reading <= mostReadings; reading += 1) {
    const again = await read();
    if (hasSameIds(items, again)) {
      const missing = missingFrom(again, known ?? []);
      const whole = await withMissing(kind, portal, again, missing);
      if (whole === null) {
        const isMass = missing.length > Math.max(fewVanished, (known ?? []).length * shrinkGuard);
        return { items: refuseNone(kind, again), missed: isMass ? missing.length : 0 };
      }
      const leftOut = whole.length - again.length;
      if (leftOut <= whole.length * leftOutGuard) return { items: refuseNone(kind, whole), missed: 0 };
      // What is there and was known is saved by its id. What is new would be lost without a word.
      doubt = `it leaves out ${leftOut} of ${whole.length} that HubSpot has`;
    }
    items = again;
  }
  throw new HubSpotBadAnswer(`the list of ${kind}s`, doubt);
}

/** The items with those of the missing ones that HubSpot has after all; null where it cannot be asked for them. */
async function withMissing(
  kind: ItemType,
  portal: Portal,
  items: readonly InventoryItem[],
  missing: readonly string[],
): Promise<readonly InventoryItem[] | null> {
  if (missing.length > mostAskedById) return null;
  const found: InventoryItem[] = [];
  for (const id of missing) {
    const item = await portal.inventoryItem(kind, id);
    if (item === undefined) return null;
    if (item !== null) found.push(item);
  }
  return [...items, ...found];
}

function refuseNone(kind: ItemType, items: readonly InventoryItem[]): readonly InventoryItem[] {
  if (items.length === 0 && inventoryKinds[kind].isNeverEmpty === true)
    throw new HubSpotBadAnswer(`the list of ${kind}s`, "it is empty");
  return items;
}

function missingFrom(items: readonly InventoryItem[], known: readonly string[]): readonly string[] {
  const ids = new Set(items.map(({ id }) => id));
  return known.filter((id) => !ids.has(id));
}

function namesTwice(items: readonly InventoryItem[]): boolean {
  return new Set(items.map(({ id }) => id)).size < items.length;
}

/** The same items, and none of them twice. */
function hasSameIds(some: readonly InventoryItem[], others: readonly InventoryItem[]): boolean {
  const ids = some.map(({ id }) => id);
  return some.length === others.length && !namesTwice(some) && missingFrom(others, ids).length === 0;
}
