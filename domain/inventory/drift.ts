import type { InventoryItem, ItemType } from "./inventory.ts";

/**
 * What a person says of a change. `accept`: right for every client that is set up like this one. `this-client-only`: an
 * exception of this client. Both make the present version the approved one.
 */
export const driftVerdicts = ["accept", "this-client-only"] as const;
export type DriftVerdict = (typeof driftVerdicts)[number];

/** An item whose present version is not the approved one. What differs may be nothing that anybody watches. */
export interface Drift {
  readonly kind: ItemType;
  readonly id: string;
  /** The present version, counted from 1; a verdict names it, so that nobody approves what was not seen. */
  readonly version: number;
  /** Null: it is deleted. */
  readonly current: InventoryItem | null;
  /** Null: it was not there. */
  readonly approved: InventoryItem | null;
  /** When the present version was first met. */
  readonly changedAt: Date;
  /** Who looks into it, since when and what was said; null when nobody does. */
  readonly investigation: { readonly by: string; readonly since: Date; readonly note: string | null } | null;
}
