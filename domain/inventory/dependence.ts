import type { RecordType } from "../mirror/records.ts";
import type { InventoryItem } from "./inventory.ts";

/** How records of one type are read with items of one kind, such as a deal's stage with its pipeline. */
export interface Dependence {
  readonly recordType: RecordType;
  /** The property of the mirror's raw record in which it names its part of an item. */
  readonly property: string;
  /** What a record with each value of that property is given of an item. Nothing else of the item concerns it. */
  valuesOf(item: InventoryItem): ReadonlyMap<string, unknown>;
}

/**
 * The values of the property whose records are given something else now; whatever else of the item has changed, they
 * are judged as they were.
 *
 * @param before - Null: it was not there.
 * @param after - Null: it is gone.
 */
export function movedValues(
  { valuesOf }: Pick<Dependence, "valuesOf">,
  before: InventoryItem | null,
  after: InventoryItem | null,
): readonly string[] {
  const [was, is] = [before, after].map((item) => (item === null ? new Map<string, unknown>() : valuesOf(item)));
  const named = new Set([...was!.keys(), ...is!.keys()]);
  return [...named].filter((value) => JSON.stringify(was!.get(value)) !== JSON.stringify(is!.get(value)));
}
