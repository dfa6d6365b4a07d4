import { unknownHolder, type WorkflowReference } from "../../../domain/inventory/workflow.ts";

type Use = WorkflowReference["use"];
type To = WorkflowReference["to"];

const contacts = "0-1";

/** Properties whose values are ids of something else. */
const namedByValue: ReadonlyMap<string, WorkflowReference["names"]> = new Map([
  ["hubspot_owner_id", "owner"],
  ["dealstage", "stage"],
  ["hs_pipeline_stage", "lead-stage"],
]);
/** The event "a property's value changed" says of which one. */
const propertyChanged = "4-655002";
const namedByEvent: ReadonlyMap<string, WorkflowReference["names"]> = new Map([["hs_name", "property"]]);

/**
 * The fields of a workflow's JSON that name something else of the portal, wherever they stand in it. HubSpot describes
 * actions and filters in a hundred shapes, and these names are what they share.
 */
const naming: Readonly<Record<string, { readonly to: WorkflowReference["to"]; readonly sets?: true }>> = {
  property: { to: "property" },
  propertyName: { to: "property" },
  contactProperty: { to: "property" },
  dateProperty: { to: "property" },
  property_name: { to: "property", sets: true },
  target_property: { to: "property", sets: true },
  targetProperty: { to: "property", sets: true },
  formId: { to: "form" },
  form_id: { to: "form" },
  listId: { to: "list" },
  list_id: { to: "list" },
  suppressionListIds: { to: "list" },
  user_ids: { to: "user" },
  team_ids: { to: "team" },
  content_id: { to: "marketing-email" },
  flowId: { to: "workflow" },
  flow_id: { to: "workflow" },
  flowIds: { to: "workflow" },
};

/** A form's submission is an event of this kind, whose filter names the form like a property's value. */
const formOfEvent = "hs_form_id";

/** Everything that a workflow names, each once, in a fixed order, so that only a real change makes a new version. */
export function referencesIn(workflow: Readonly<Record<string, unknown>>): readonly WorkflowReference[] {
  const { enrollmentCriteria, ...rest } = workflow;
  const own = holderIn(workflow) ?? unknownHolder;
  const found = new Found();
  walk(enrollmentCriteria, { use: "enrolls", own, holder: own, found });
  walk(rest, { use: "reads", own, holder: own, found });
  return found.sorted();
}

/** Everything that the filters of a list of such records name, each once, in a fixed order. */
export function namedInFilters(filters: unknown, objectTypeId: string): readonly Omit<WorkflowReference, "use">[] {
  return referencesIn({ objectTypeId, enrollmentCriteria: filters }).map(({ use: _use, ...named }) => named);
}

/** What was named so far, each once however often it is. */
class Found {
  readonly #byKey = new Map<string, { use: Use; to: To; id: string; values: Set<string>; of: Set<string> }>();

  add(use: Use, to: To, id: string, { values = [], of }: { values?: readonly string[]; of?: string } = {}): void {
    const key = `${use}/${to}/${id}`;
    const known = this.#byKey.get(key) ?? { use, to, id, values: new Set<string>(), of: new Set<string>() };
    for (const value of values) known.values.add(value);
    if (of !== undefined) known.of.add(of);
    this.#byKey.set(key, known);
  }

  sorted(): readonly WorkflowReference[] {
    return [...this.#byKey.entries()]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { use, to, id, values, of }]) => {
        const reference = { use, to, id, values: [...values].sort() };
        if (to !== "property") return reference;
        const names = (of.has(propertyChanged) ? namedByEvent : namedByValue).get(id);
        return { ...reference, of: [...of].sort(), ...(names === undefined ? {} : { names }) };
      });
  }
}

interface Place {
  readonly use: Use;
  /** The record type that comes in. */
  readonly own: string;
  /** Whose properties are named here: of a record type or of an event. */
  readonly holder: string;
  readonly found: Found;
}

function walk(value: unknown, place: Place): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, place);
    return;
  }
  if (!isObject(value)) return;
  const here = { ...place, holder: holderIn(value) ?? place.holder };
  branchesOn(value, place);
  for (const [field, inner] of Object.entries(value)) {
    for (const id of Object.hasOwn(naming, field) ? textsIn(inner) : []) name(field, id, value, here);
    walk(inner, here);
  }
}

/** A branch on the value of one property names the property inside and its values beside it. */
function branchesOn(
  { inputValue, staticBranches }: Readonly<Record<string, unknown>>,
  { use, own, found }: Place,
): void {
  if (!isObject(inputValue) || !Array.isArray(staticBranches)) return;
  const values = staticBranches.flatMap((branch) => (isObject(branch) ? textsIn(branch["branchValue"]) : []));
  for (const id of textsIn(inputValue["propertyName"]))
    found.add(use, "property", id, { values: values.filter(isPlain), of: own });
}

/** An object that says of which records or events it speaks. */
function holderIn({ objectTypeId, object_type_id, eventTypeId }: Readonly<Record<string, unknown>>): string | null {
  const named = [eventTypeId, object_type_id, objectTypeId].find((id) => typeof id === "string" && id !== "");
  return typeof named === "string" ? named : null;
}

/** One name that stands in a field of an object; what is compared with it or set to it stands beside it. */
function name(field: string, id: string, beside: Readonly<Record<string, unknown>>, place: Place): void {
  const { to, sets } = naming[field]!;
  const { use, found } = place;
  if (id === formOfEvent) for (const form of formsOf(beside)) found.add(use, "form", form);
  else if (to === "property")
    found.add(sets ? "sets" : use, to, id, { values: valuesOf(beside), of: holderOf(field, beside, place) });
  else found.add(sets ? "sets" : use, to, id);
}

function holderOf(field: string, beside: Readonly<Record<string, unknown>>, { own, holder }: Place): string {
  // A value that is taken from a property is taken from the record that came in, wherever it is written to.
  if (field === "propertyName") return own;
  if (field === "contactProperty") return contacts;
  // Written to a record that is associated, of which HubSpot names no type here.
  if ("association" in beside && holderIn(beside) === null) return unknownHolder;
  return holder;
}

function formsOf({ operation }: Readonly<Record<string, unknown>>): readonly string[] {
  return isObject(operation) ? [...textsIn(operation["values"]), ...textsIn(operation["value"])] : [];
}

/**
 * The options that a filter compares with, or the value that an action sets; free text of filters is nobody's business.
 */
function valuesOf({ operation, value }: Readonly<Record<string, unknown>>): readonly string[] {
  if (isObject(operation) && operation["operationType"] === "ENUMERATION") return textsIn(operation["values"]);
  if (isObject(value) && value["type"] === "STATIC_VALUE") return textsIn(value["staticValue"]).filter(isPlain);
  return [];
}

/** Neither a person's address nor a template that is filled in later. */
const isPlain = (text: string): boolean => !text.includes("@") && !text.includes("{{");

function textsIn(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => (typeof one === "string" && one !== "") || typeof one === "number").map(String);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
