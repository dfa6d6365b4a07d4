import type { ItemOf, ItemType } from "../../domain/inventory/inventory.ts";
import { inventory, type InventoryQuestion, type NarrowedInventory } from "./inventory.ts";
import type { Source } from "./source.ts";

/** Kinds of inventory as far as they could be read: null for one that this run has not read completely. */
export type InventoryIfRead<Question extends InventoryQuestion> = {
  readonly [Type in keyof NarrowedInventory<Question>]: NarrowedInventory<Question>[Type] | null;
};

/**
 * Kinds of inventory without which a check still has something to say. They are read like any other, and a refusal of
 * one (a scope, a subscription) costs no verdict but those that rest on it: the check says `unknown` of these itself.
 */
export const ifRead: Source<InventoryQuestion> = {
  name: "ifRead",
  restsOn: (_, question) => ({
    scans: [],
    items: [],
    itemsIfRead: Object.keys(question) as ItemType[],
    fields: [],
    shows: [],
  }),
  judgedAgain: (of, question) => inventory.judgedAgain(of, question),
};

/** The kinds that were asked for, with null in place of each that was not read. */
export function withoutUnread<Kinds extends object>(kinds: Kinds, unread: ReadonlySet<ItemType>): object {
  return Object.fromEntries(
    Object.entries(kinds as Record<ItemType, readonly ItemOf<ItemType>[]>).map(([kind, items]) => [
      kind,
      unread.has(kind as ItemType) ? null : items,
    ]),
  );
}
