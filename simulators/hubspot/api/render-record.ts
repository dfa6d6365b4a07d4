import type { Computed, View } from "../computed/view.ts";
import { computedProperty } from "../computed/computed-properties.ts";
import { recordTypeOf, traitsOf } from "../model/record-types.ts";
import { propertyCatalogue } from "../properties/catalogue.ts";
import { badRequest } from "./refusal.ts";

/** What a read asks for beside the record itself. */
export interface Wanted {
  /** Empty: the type's default properties. */
  readonly properties: readonly string[];
  readonly propertiesWithHistory: readonly string[];
  readonly associations: readonly string[];
}

/** Names in an inline association list before it is cut and paged. */
const inlineAssociations = 100;

/** A record as the API shows it. Unknown properties are left out without a word; known but empty ones are null. */
export function renderRecord(view: View, wanted: Wanted): Record<string, unknown> {
  const { record, at } = view;
  const archivedAt = record.archivedAt(at);
  return {
    id: record.id,
    properties: renderProperties(view, wanted.properties),
    ...(wanted.propertiesWithHistory.length > 0 && {
      propertiesWithHistory: renderHistories(view, wanted.propertiesWithHistory),
    }),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt(at)).toISOString(),
    archived: archivedAt !== null,
    ...(archivedAt !== null && { archivedAt: new Date(archivedAt).toISOString() }),
    ...(wanted.associations.length > 0 && renderAssociations(view, wanted.associations)),
  };
}

function renderProperties(view: View, wanted: readonly string[]): Record<string, string | null> {
  const { type } = view.record;
  const catalogue = propertyCatalogue(view.portal, type, view.at);
  const { defaultProperties, modifiedProperty } = traitsOf[type];
  const always = ["hs_object_id", modifiedProperty, catalogue.has("createdate") ? "createdate" : "hs_createdate"];
  const properties: Record<string, string | null> = {};
  for (const name of wanted.length > 0 ? [...always, ...wanted] : defaultProperties) {
    if (catalogue.has(name)) properties[name] = propertyValue(view, name);
  }
  return properties;
}

export function propertyValue(view: View, name: string): string | null {
  const compute = computedProperty(view.record.type, name);
  return compute ? compute(view) : view.record.valueAt(name, view.at);
}

function renderHistories(view: View, names: readonly string[]): Record<string, unknown> {
  const catalogue = propertyCatalogue(view.portal, view.record.type, view.at);
  return Object.fromEntries(
    names.filter((name) => catalogue.has(name)).map((name) => [name, renderHistory(view, name)]),
  );
}

/** Newest first. A derived property has an entry for each modification of the record that changed it. */
function renderHistory(view: View, name: string): unknown[] {
  const compute = computedProperty(view.record.type, name);
  if (compute) return computedHistory(view, compute);
  const changes = view.record.changesUntil(name, view.at).toReversed();
  return changes.map(({ value, at, source }) => ({
    value,
    timestamp: new Date(at).toISOString(),
    sourceType: source.type,
    ...(source.id !== null && { sourceId: source.id }),
  }));
}

function computedHistory({ portal, record, at }: View, compute: Computed): unknown[] {
  const history: { value: string; timestamp: string; sourceType: string }[] = [];
  for (const modifiedAt of record.modificationsUntil(at)) {
    const value = compute({ portal, record, at: modifiedAt }) ?? "";
    if (value === (history.at(-1)?.value ?? "")) continue;
    history.push({ value, timestamp: new Date(modifiedAt).toISOString(), sourceType: "CALCULATED" });
  }
  return history.toReversed();
}

/** Types that every portal knows and that nothing here has any records of. */
const notKept: ReadonlySet<string> = new Set([
  "tickets",
  "products",
  "line_items",
  "quotes",
  "0-5",
  "0-7",
  "0-8",
  "0-14",
]);

function renderAssociations(
  { record, at }: View,
  wanted: readonly string[],
): { associations?: Record<string, unknown> } {
  const associations: Record<string, unknown> = {};
  for (const name of wanted) {
    if (notKept.has(name)) continue;
    const type = recordTypeOf(name);
    if (type === undefined) throw badRequest(`Unable to infer object type from: ${name}`);
    const kind = (label: string) => `${record.type.slice(0, -1)}_to_${type.slice(0, -1)}${label}`;
    const results = record.linksTo(type, at).map(({ to }) => ({ id: to.id, type: kind("") }));
    if (results.length === 0) continue;
    const next = results[inlineAssociations];
    associations[type] = {
      results: results.slice(0, inlineAssociations),
      ...(next && { paging: { next: { after: next.id } } }),
    };
  }
  return Object.keys(associations).length > 0 ? { associations } : {};
}
