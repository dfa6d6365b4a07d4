import type { Dependence } from "../../domain/inventory/dependence.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { forEachType } from "./types/index.ts";

const byType = forEachType(({ type, fields }) =>
  Object.values(fields).flatMap(({ readWith }) => (readWith === undefined ? [] : [{ recordType: type, ...readWith }])),
);

/** The records that are read with items of a kind. */
export function dependencesOn(kind: ItemType): readonly Dependence[] {
  return Object.values(byType)
    .flat()
    .filter((one) => one.kind === kind);
}
