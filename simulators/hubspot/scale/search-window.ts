import type { FilterGroup } from "../api/search-filters.ts";
import { badRequest } from "../api/refusal.ts";
import { traitsOf } from "../model/record-types.ts";
import { indexOf } from "./layout.ts";
import type { GeneratedType } from "./layout.ts";

/** The bounds of one filter group, both ends included. */
export interface SearchWindow {
  readonly modifiedFrom: number;
  readonly modifiedTo: number;
  readonly indexFrom: number;
  readonly indexTo: number;
}

/** A generated portal is searched by modification date and by id, which is all that a mirror needs. */
export function windowOf(type: GeneratedType, filters: FilterGroup): SearchWindow {
  const { modifiedProperty } = traitsOf[type];
  let window: SearchWindow = { modifiedFrom: -Infinity, modifiedTo: Infinity, indexFrom: 0, indexTo: Infinity };
  for (const { propertyName, operator, value, highValue } of filters) {
    const isModified = propertyName === modifiedProperty;
    if (!isModified && propertyName !== "hs_object_id")
      throw badRequest(`A generated portal is searched by ${modifiedProperty} and hs_object_id only.`);
    const read = (text: string) => (isModified ? instantOf(text) : indexOf(type, text));
    const [from, to] = boundsOf(operator, read(value), read(highValue));
    window = isModified
      ? { ...window, modifiedFrom: Math.max(window.modifiedFrom, from), modifiedTo: Math.min(window.modifiedTo, to) }
      : { ...window, indexFrom: Math.max(window.indexFrom, from), indexTo: Math.min(window.indexTo, to) };
  }
  return window;
}

function boundsOf(operator: string, value: number, highValue: number): readonly [number, number] {
  switch (operator) {
    case "GT":
      return [value + 1, Infinity];
    case "GTE":
      return [value, Infinity];
    case "LT":
      return [-Infinity, value - 1];
    case "LTE":
      return [-Infinity, value];
    case "EQ":
      return [value, value];
    case "BETWEEN":
      return [value, highValue];
    case "HAS_PROPERTY":
      return [-Infinity, Infinity];
    default:
      throw badRequest(`A generated portal does not know the operator ${operator}.`);
  }
}

const instantOf = (text: string): number => (/^-?\d+$/.test(text) ? Number(text) : Date.parse(text));
