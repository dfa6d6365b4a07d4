import { inventoryKind, type InventoryCheck } from "./inventory.ts";
import type { Kind } from "./kind.ts";
import { measureKind, type MeasureCheck } from "./measure.ts";
import { ourselvesKind, type OwnCheck } from "./ourselves.ts";
import { portalKind, type PortalCheck } from "./portal.ts";
import { recordKind, type RecordCheck } from "./record.ts";

/**
 * Any check. Its methods are bivariant in TypeScript, so the registry can hold checks of different records side by
 * side; `define…Check` has already held each one to its own types.
 */
export type Check = RecordCheck | InventoryCheck | MeasureCheck | PortalCheck | OwnCheck;

const kinds: Readonly<Record<Check["kind"], unknown>> = {
  record: recordKind,
  inventory: inventoryKind,
  measure: measureKind,
  portal: portalKind,
  ourselves: ourselvesKind,
};

/** A kind with a check of its own, as the runner takes it: what was loaded is judged by the same kind. */
export type AnyKind = Kind<Check, unknown>;

/** The kind of a check: whatever differs between kinds is asked of it. */
export function kindOf(check: Pick<Check, "kind">): AnyKind {
  return kinds[check.kind] as AnyKind;
}

/** The check as one of that kind; null when it is of another. */
export function asKind<Name extends Check["kind"]>(name: Name, check: Check): Extract<Check, { kind: Name }> | null {
  return check.kind === name ? (check as Extract<Check, { kind: Name }>) : null;
}
