import type { Drift } from "../../domain/inventory/drift.ts";
import type { InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import type { Source } from "./source.ts";

/** The fields whose change the check speaks of. */
export interface ApprovedQuestion<Field extends string = string> {
  readonly watches: readonly Field[];
}

/**
 * The approved version of the item that is judged, and what differs from it. It is the first complete look, and moves
 * when a person says that a change is right.
 */
export const approved: Source<ApprovedQuestion> = {
  name: "approved",
  restsOn: (of) => ({ scans: [], items: [of as ItemType], fields: [], shows: [] }),
  judgedAgain: () => [{ on: "subject" }, { on: "approval" }],
};

/** All that differs from what is approved. Whoever runs checks stands behind it. */
export interface DriftBook {
  /** Items of a kind whose present version is not the approved one; all others are as approved. */
  of(kind: ItemType): readonly Drift[];
  /** The difference in sentences, over these fields only; empty when nothing of them is another. */
  tell(drift: Drift, watched: readonly string[]): readonly string[];
  /** True of an item whose present version a person has approved; false of one that was never changed or reverted. */
  isAccepted(kind: ItemType, id: string): boolean;
}

/** What a check is given of the approved version. */
export interface ApprovedVersion {
  /** Null: the item was not there. */
  readonly item: InventoryItem | null;
  /** Sentences that somebody in sales operations reads; empty when the item is as approved in all that is watched. */
  readonly difference: readonly string[];
  /** The item is deleted: the check is given the approved version in its place. */
  readonly isGone: boolean;
  /** When the present version was first met; null when it is the approved one. */
  readonly changedAt: Date | null;
  /** Who looks into it; null when nobody does. */
  readonly investigator: string | null;
  /** How a finding about it ends now that nothing differs. */
  readonly ending: "accepted" | "reverted";
}

/** Nothing differs from what is approved. */
export const noDrift: DriftBook = { of: () => [], tell: () => [], isAccepted: () => false };

/** The approved version of one item; `drift` is null where the present one is it. */
export function approvedVersion(
  book: DriftBook,
  item: InventoryItem,
  drift: Drift | null,
  watched: readonly string[],
): ApprovedVersion {
  const ending = book.isAccepted(item.type, item.id) ? "accepted" : "reverted";
  if (drift === null) return { item, difference: [], isGone: false, changedAt: null, investigator: null, ending };
  return {
    item: drift.approved,
    difference: book.tell(drift, watched),
    isGone: drift.current === null,
    changedAt: drift.changedAt,
    investigator: drift.investigation?.by ?? null,
    ending,
  };
}
