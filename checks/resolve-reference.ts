import type { ItemOf } from "../domain/inventory/inventory.ts";
import type { PropertyKind } from "../domain/inventory/property.ts";
import { unknownHolder, type WorkflowReference } from "../domain/inventory/workflow.ts";

/** What references can lead to; null in place of a kind that could not be read. */
export const referredFields = {
  owner: ["isActive", "userId"],
  user: [],
  list: ["objectTypeId", "filters"],
  form: [],
  pipeline: ["stages"],
  "lead-pipeline": ["stages"],
  "contact-property": ["isArchived", "dataType", "options"],
  "company-property": ["isArchived", "dataType", "options"],
  "deal-property": ["isArchived", "dataType", "options"],
  "lead-property": ["isArchived", "dataType", "options"],
} as const;

type Referred = keyof typeof referredFields;
export type Known = {
  readonly [Kind in Referred]:
    | readonly Pick<ItemOf<Kind>, ("id" | "name" | (typeof referredFields)[Kind][number]) & keyof ItemOf<Kind>>[]
    | null;
};

/** What is broken, and the way from it to whoever asked, such as `property "Score" (archived) → list "Hot leads"`. */
export interface Broken {
  readonly path: readonly string[];
}
export interface Resolved {
  readonly broken: readonly Broken[];
  /** Why something could not be resolved; empty where all of it was. */
  readonly unknown: readonly string[];
}

type Reference = Omit<WorkflowReference, "use">;

const propertiesOf: Readonly<Record<string, PropertyKind>> = {
  "0-1": "contact-property",
  "0-2": "company-property",
  "0-3": "deal-property",
  "0-136": "lead-property",
};
const nothing: Resolved = { broken: [], unknown: [] };
const broken = (path: string): Resolved => ({ broken: [{ path: [path] }], unknown: [] });
const unread = (what: string): Resolved => ({ broken: [], unknown: [`${what} were not read`] });
const together = (parts: readonly Resolved[]): Resolved => ({
  broken: parts.flatMap((part) => part.broken),
  unknown: parts.flatMap((part) => part.unknown),
});

/**
 * Follows references to what they name, through lists too. What leads to a kind that was not read is unknown, never
 * broken; templates, e-mails, teams and other workflows are not followed.
 *
 * @param of - The record type of whoever refers, by HubSpot's number.
 */
export function resolve(
  references: readonly Reference[],
  { of, known, seen = new Set() }: { readonly of: string; readonly known: Known; readonly seen?: ReadonlySet<string> },
): Resolved {
  return together(
    references.map((reference) => {
      if (reference.to === "property") return resolveProperty(reference, of, known);
      if (reference.to === "list") return resolveList(reference.id, known, seen);
      if (reference.to === "form") return presence(known.form, reference.id, "form", "deleted or archived");
      if (reference.to === "user") return resolveUser(reference.id, known);
      return nothing;
    }),
  );
}

function presence(items: readonly { readonly id: string }[] | null, id: string, noun: string, gone: string): Resolved {
  if (items === null) return unread(`${noun}s`);
  return items.some((item) => item.id === id) ? nothing : broken(`${noun} ${id} (${gone})`);
}

/** The list of users forgets whoever was deactivated; the owners still know the name. */
function resolveUser(id: string, { user, owner }: Known): Resolved {
  const left = "deactivated or removed";
  const name = owner?.find(({ userId }) => userId === id)?.name;
  return presence(user, id, "user", name === undefined ? left : `${name}, ${left}`);
}

function resolveList(id: string, known: Known, seen: ReadonlySet<string>): Resolved {
  if (seen.has(id)) return nothing;
  if (known.list === null) return unread("lists");
  const list = known.list.find((one) => one.id === id);
  if (list === undefined) return broken(`list ${id} (deleted)`);
  if (list.filters === undefined) return unread(`the filters of list "${list.name}"`);
  const inside = resolve(list.filters, { of: list.objectTypeId, known, seen: new Set([...seen, id]) });
  return { ...inside, broken: inside.broken.map(({ path }) => ({ path: [...path, `list "${list.name}"`] })) };
}

function resolveProperty({ id, values, of: holders, names }: Reference, own: string, known: Known): Resolved {
  if (holders === undefined) return { broken: [], unknown: [`property ${id} was read by an older version`] };
  if (names === "property") return together(values.map((name) => propertyOf(own, { id: name, values: [] }, known)));
  // Named for several types, a value may belong to either.
  const compared = holders.length === 1 ? values : [];
  return together(holders.map((holder) => propertyOf(holder, { id, values: compared, names }, known)));
}

interface Named {
  readonly id: string;
  readonly values: readonly string[];
  readonly names?: Reference["names"];
}

function propertyOf(holder: string, { id, values, names }: Named, known: Known): Resolved {
  if (holder === unknownHolder) return ofAnyType(id, known);
  // Other events are HubSpot's own, and nobody archives their properties.
  if (!/^(?:0|2)-/.test(holder)) return nothing;
  const kind = propertiesOf[holder];
  const items = kind === undefined ? null : known[kind];
  if (items === null) return unread(`the properties of record type ${holder}`);
  const found = items.find((item) => item.id === id);
  if (found === undefined) return broken(`property ${id} (deleted)`);
  if (found.isArchived) return broken(`property "${found.name}" (archived)`);
  return together(values.map((value) => resolveValue(value, names, found, known)));
}

/** Of which type it is HubSpot does not say. */
function ofAnyType(id: string, known: Known): Resolved {
  const isThere = Object.values(propertiesOf).some((kind) =>
    known[kind]?.some((one) => one.id === id && !one.isArchived),
  );
  return isThere ? nothing : { broken: [], unknown: [`HubSpot does not say of which records property ${id} is`] };
}

type Definition = NonNullable<Known["contact-property"]>[number];

function resolveValue(value: string, names: Reference["names"], property: Definition, known: Known): Resolved {
  if (names === "owner") return resolveOwner(value, known);
  if (names === "stage") return resolveStage(value, known.pipeline);
  if (names === "lead-stage") return resolveStage(value, known["lead-pipeline"]);
  const { dataType, options, name } = property;
  if (dataType !== "enumeration" || options.length === 0) return nothing;
  const isOption = (one: string) => options.some((option) => option.value === one);
  const missing = isOption(value) ? [] : value.split(";").filter((one) => one !== "" && !isOption(one));
  return together(missing.map((one) => broken(`option "${one}" of property "${name}" (removed)`)));
}

function resolveOwner(id: string, { owner }: Known): Resolved {
  if (owner === null) return unread("owners");
  const found = owner.find((one) => one.id === id);
  if (found === undefined) return broken(`owner ${id} (removed)`);
  return found.isActive ? nothing : broken(`owner ${found.name} (deactivated)`);
}

function resolveStage(id: string, pipelines: Known["pipeline"] | Known["lead-pipeline"]): Resolved {
  if (pipelines === null) return unread("pipelines");
  return pipelines.some(({ stages }) => stages.some((stage) => stage.id === id))
    ? nothing
    : broken(`stage ${id} (removed)`);
}
