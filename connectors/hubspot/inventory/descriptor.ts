import type { ItemOf, ItemType } from "../../../domain/inventory/inventory.ts";
import type { AnyKindWords } from "../../../domain/inventory/words.ts";
import type { Gateway } from "../gateway.ts";
import type { Probe } from "../probe.ts";

export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** A figure as it was at an instant. */
export interface PastFigure {
  readonly at: Date;
  readonly value: number;
}

/** One kind of inventory: how it is read, what shows that it may be, and how it is spoken of. */
export interface InventoryKind<Kind extends ItemType = ItemType> {
  readonly words: AnyKindWords;
  /** Without these it cannot be read. */
  readonly scopes: readonly string[];
  readonly probes: readonly Probe[];
  /** Every portal has some, such as somebody who opened it: an empty answer is a bad one. */
  readonly isNeverEmpty?: true;
  /**
   * What HubSpot itself knows of the past of the figure of which a history is kept, for one item; the first value of
   * each day is enough.
   */
  past?(gateway: Gateway, id: string, span: Span): Promise<readonly PastFigure[]>;
  /**
   * All items of the kind, each once.
   *
   * @throws {HubSpotError} When any page of it could not be read: there is no half of an inventory.
   */
  read(gateway: Gateway): Promise<readonly ItemOf<Kind>[]>;
  /**
   * One item by its id, which says of an item that the list leaves out whether it is gone; null when it is. Left out
   * where HubSpot answers no such question.
   *
   * @throws {HubSpotError} When HubSpot does not say.
   */
  readOne?(gateway: Gateway, id: string): Promise<ItemOf<Kind> | null>;
}
