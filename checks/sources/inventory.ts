import type { Inventory, ItemOf, ItemType } from "../../domain/inventory/inventory.ts";
import { narrowTo } from "../narrow.ts";
import type { Source } from "./source.ts";

/** Kinds of inventory, and of each only these fields. */
export type InventoryQuestion = { readonly [Type in ItemType]?: readonly (keyof ItemOf<Type> & string)[] };

/** An inventory cut down to what was asked for. */
export type NarrowedInventory<Question extends InventoryQuestion> = {
  readonly [Type in keyof Question & keyof Inventory]: readonly Pick<
    ItemOf<Type>,
    ("id" | "type" | "name" | NonNullable<Question[Type]>[number]) & keyof ItemOf<Type>
  >[];
};

/**
 * What the portal is set up with: the item that is judged, and of other kinds the parts that the check asks for, not
 * the whole items.
 */
export const inventory: Source<InventoryQuestion> = {
  name: "inventory",
  restsOn: (_, question) => ({ scans: [], items: kindsIn(question), fields: [], shows: [] }),
  judgedAgain: (own, question) =>
    kindsIn(question).map((of) =>
      of === own ? { on: "subject" } : { on: "item", of, fields: question[of]!, through: null },
    ),
};

function kindsIn(question: InventoryQuestion): readonly ItemType[] {
  return Object.keys(question) as ItemType[];
}

/**
 * Cuts an inventory down to what one check has asked for, once for each inventory: a run hands the same one to every
 * record.
 */
export function narrowingInventory(
  checkId: string,
  question: InventoryQuestion | undefined,
): (whole: Inventory | undefined) => object | null {
  if (question === undefined) return () => null;
  const asked = kindsIn(question).map((kind) => ({ kind, narrow: narrowTo(checkId, question[kind] ?? []) }));
  const cut = new WeakMap<Inventory, object>();
  return (whole = nothing) => {
    let known = cut.get(whole);
    if (known === undefined) {
      known = Object.fromEntries(
        asked.map(({ kind, narrow }) => [kind, (whole[kind] ?? []).map((one) => narrow(one))]),
      );
      cut.set(whole, known);
    }
    return known;
  };
}

const nothing: Inventory = {};
