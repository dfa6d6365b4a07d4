/** What a portal is set up with, as the checks see it. An inventory is the whole of one kind at one instant. */

/**
 * The item of each kind. Each file beside this one adds its own kinds here, so that one file says all about a kind: its
 * fields, and how a change of them is told.
 */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- the files beside it fill it
export interface InventoryKinds {}

export type ItemType = keyof InventoryKinds;
export type ItemOf<Type extends ItemType> = InventoryKinds[Type];
export type InventoryItem = InventoryKinds[ItemType];
export type Inventory = { readonly [Type in ItemType]?: readonly ItemOf<Type>[] };
