import { noDrift, type DriftBook } from "../../checks/sources/approved.ts";
import { inventoryKinds } from "../../connectors/hubspot/inventory/index.ts";
import { differenceOf } from "../../domain/inventory/difference.ts";
import type { Inventory, ItemType } from "../../domain/inventory/inventory.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { acceptedItems, driftOf } from "../../storage/inventory/drift.ts";

/** What differs from the approved versions of these kinds, told with the names that the inventories know. */
export async function openDrift(
  db: StoreHandle,
  clientId: string,
  kinds: readonly ItemType[],
  inventory: Inventory,
): Promise<DriftBook> {
  if (kinds.length === 0) return noDrift;
  const drifts = await driftOf(db, clientId, kinds);
  const accepted = await acceptedItems(db, clientId);
  const nameOf = (kind: ItemType, id: string) => inventory[kind]?.find((item) => item.id === id)?.name ?? null;
  return {
    of: (kind) => drifts.filter((drift) => drift.kind === kind),
    tell: ({ kind, approved, current }, watched) =>
      differenceOf(inventoryKinds[kind].words, approved, current, { watched, nameOf }),
    isAccepted: (kind, id) => accepted.has(`${kind}/${id}`),
  };
}
