import type { InventoryItem } from "../../domain/inventory/inventory.ts";
import { storableJson } from "../storable.ts";
import { hashOf } from "./split-item.ts";

const always = ["id", "name", "type"];

/**
 * A hash of what a check has asked for of a kind. It moves only when that moves: another field of an item, or another
 * order of the items, leaves it as it is.
 */
export function hashOfProjection(items: readonly InventoryItem[], fields: readonly string[]): string {
  const kept = [...new Set([...always, ...fields])].sort();
  const projected = items
    .map((item) => {
      const of = item as unknown as Readonly<Record<string, unknown>>;
      return Object.fromEntries(kept.filter((field) => field in of).map((field) => [field, of[field]]));
    })
    .sort((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1));
  return hashOf(storableJson(projected)).slice(0, 16);
}
