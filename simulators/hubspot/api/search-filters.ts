import type { View } from "../computed/view.ts";
import { recordTypeOf } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import { propertyCatalogue } from "../properties/catalogue.ts";
import type { PropertyDefinition } from "../properties/define.ts";
import type { Call } from "./call.ts";
import { badRequest } from "./refusal.ts";
import { propertyValue } from "./render-record.ts";

const operators = [
  "LT",
  "LTE",
  "GT",
  "GTE",
  "EQ",
  "NEQ",
  "BETWEEN",
  "IN",
  "NOT_IN",
  "HAS_PROPERTY",
  "NOT_HAS_PROPERTY",
  "CONTAINS_TOKEN",
  "NOT_CONTAINS_TOKEN",
] as const;

type Operator = (typeof operators)[number];

interface Filter {
  readonly propertyName: string;
  readonly operator: Operator;
  readonly value: string;
  readonly highValue: string;
  readonly values: readonly string[];
  readonly definition: PropertyDefinition | undefined;
}

/** Filters that must all hold. */
export type FilterGroup = readonly Filter[];

/** The filters of a search body: groups, or the shorthand `filters` for a single one. */
export function filterGroupsOf(
  call: Call,
  type: RecordType,
  body: Readonly<Record<string, unknown>>,
): readonly FilterGroup[] {
  const groups = (body["filterGroups"] ?? (body["filters"] ? [{ filters: body["filters"] }] : [])) as {
    filters?: unknown[];
  }[];
  if (!Array.isArray(groups)) throw badRequest("filterGroups must be a list");
  const parsed = groups.map(({ filters = [] }) => filters.map((filter) => parseFilter(call, type, filter)));
  if (parsed.length > 5) throw badRequest("Too many filterGroups. The maximum is 5.");
  if (parsed.some((filters) => filters.length > 6)) throw badRequest("Too many filters in a group. The maximum is 6.");
  if (parsed.flat().length > 18) throw badRequest("Too many filters. The maximum is 18.");
  return parsed;
}

function parseFilter(call: Call, type: RecordType, given: unknown): Filter {
  const {
    propertyName = "",
    operator = "",
    value = "",
    highValue = "",
    values = [],
  } = given as Record<string, unknown> & { values?: unknown[] };
  const name = String(propertyName);
  if (!operators.includes(operator as Operator)) throw badRequest(`Invalid operator: ${String(operator)}`);
  const definition = propertyCatalogue(call.portal, type, call.at).get(name);
  if (!definition && !name.startsWith("associations."))
    throw badRequest(`There was a problem with the request. Property "${name}" does not exist`);
  return {
    propertyName: name,
    operator: operator as Operator,
    value: String(value),
    highValue: String(highValue),
    values: values.map(String),
    definition,
  };
}

/** Whether one of the groups holds; no groups, everything does. */
export function matches(view: View, groups: readonly FilterGroup[]): boolean {
  return groups.length === 0 || groups.some((filters) => filters.every((filter) => holds(view, filter)));
}

function holds(view: View, filter: Filter): boolean {
  if (filter.propertyName.startsWith("associations.")) return isAssociated(view, filter);
  const actual = propertyValue(view, filter.propertyName);
  const is = (wanted: string): boolean => actual !== null && comparable(actual, filter) === comparable(wanted, filter);
  switch (filter.operator) {
    case "HAS_PROPERTY":
      return actual !== null;
    case "NOT_HAS_PROPERTY":
      return actual === null;
    case "EQ":
      return is(filter.value);
    case "NEQ":
      return actual === null || !is(filter.value);
    case "IN":
      return filter.values.some(is);
    case "NOT_IN":
      return actual === null || !filter.values.some(is);
    case "CONTAINS_TOKEN":
      return containsToken(actual, filter.value);
    case "NOT_CONTAINS_TOKEN":
      return !containsToken(actual, filter.value);
    default:
      return actual !== null && inRange(comparable(actual, filter), filter);
  }
}

function inRange(actual: string | number, filter: Filter): boolean {
  const bound = comparable(filter.value, filter);
  if (filter.operator === "LT") return actual < bound;
  if (filter.operator === "LTE") return actual <= bound;
  if (filter.operator === "GT") return actual > bound;
  if (filter.operator === "GTE") return actual >= bound;
  return actual >= bound && actual <= comparable(filter.highValue, filter);
}

/** Numbers and dates by size; enumerations exactly; other text without regard to case. */
function comparable(value: string, { definition }: Filter): string | number {
  if (definition?.type === "number") return Number(value);
  if (definition?.type === "date" || definition?.type === "datetime")
    return /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
  return definition?.type === "enumeration" ? value : value.toLowerCase();
}

/** Whole words, with `*` for the rest of one. */
function containsToken(actual: string | null, token: string): boolean {
  if (actual === null) return false;
  const pattern = token
    .toLowerCase()
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", String.raw`\w*`);
  return new RegExp(String.raw`(^|\W)${pattern}($|\W)`).test(actual.toLowerCase());
}

function isAssociated({ record, at }: View, { propertyName, value, values, operator }: Filter): boolean {
  const type = recordTypeOf(propertyName.slice("associations.".length));
  if (type === undefined) throw badRequest(`Unable to infer object type from: ${propertyName}`);
  const wanted = operator === "IN" ? values : [value];
  return record.linksTo(type, at).some(({ to }) => wanted.includes(to.id));
}
