import type { InventoryItem } from "../../domain/inventory/inventory.ts";
import { storableJson } from "../storable.ts";
import { hashOf } from "./split-item.ts";

/** What a check asked for of a kind, and a hash of it that moves only when that moves. */
export interface Projection {
  /** In the order of their ids. Always with `type`, `id` and `name`. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly hash: string;
}

const always = ["id", "name", "type"];

/** Leaves of each item only the fields that were asked for. */
export function projectionOf(items: readonly InventoryItem[], fields: readonly string[]): Projection {
  const kept = [...new Set([...always, ...fields])].sort();
  const projected = items
    .map((item) => {
      const of = item as unknown as Readonly<Record<string, unknown>>;
      return Object.fromEntries(kept.filter((field) => field in of).map((field) => [field, of[field]]));
    })
    .sort((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1));
  return { items: projected, hash: hashOf(storableJson(projected)) };
}
