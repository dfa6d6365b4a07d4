import { dependencesOn } from "../../connectors/hubspot/dependences.ts";
import { inventoryKinds } from "../../connectors/hubspot/inventory/index.ts";
import type { InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { putInventory, type InventoryChanges } from "../../storage/inventory/put-inventory.ts";

interface Look {
  readonly clientId: string;
  readonly kind: ItemType;
  readonly items: readonly InventoryItem[];
  readonly asOf: Date;
  /** The client's own day, under which figures such as the sizes of lists are kept; null to keep none. */
  readonly day: string | null;
}

/** Stores a complete look at one kind, with the words that it is told in. */
export async function keepInventory(db: StoreHandle, { kind, ...look }: Look): Promise<InventoryChanges> {
  return putInventory(db, { ...look, words: inventoryKinds[kind].words, dependences: dependencesOn(kind) });
}
