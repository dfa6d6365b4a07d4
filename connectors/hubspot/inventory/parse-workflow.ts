import type { WorkflowReference } from "../../../domain/inventory/workflow.ts";

type Use = WorkflowReference["use"];

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
  const found = new Map<string, { readonly reference: WorkflowReference; readonly values: Set<string> }>();
  const add = (use: Use, to: WorkflowReference["to"], id: string, values: readonly string[]) => {
    const key = `${use}/${to}/${id}`;
    const known = found.get(key) ?? { reference: { use, to, id, values: [] }, values: new Set<string>() };
    for (const value of values) known.values.add(value);
    found.set(key, known);
  };
  walk(enrollmentCriteria, "enrolls", add);
  walk(rest, "reads", add);
  return [...found.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { reference, values }]) => ({ ...reference, values: [...values].sort() }));
}

/** Everything that filters name, each once, in a fixed order. */
export function namedInFilters(filters: unknown): readonly Omit<WorkflowReference, "use">[] {
  return referencesIn({ enrollmentCriteria: filters }).map(({ to, id, values }) => ({ to, id, values }));
}

type Add = (use: Use, to: WorkflowReference["to"], id: string, values: readonly string[]) => void;

function walk(value: unknown, use: Use, add: Add): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, use, add);
    return;
  }
  if (!isObject(value)) return;
  for (const [field, inner] of Object.entries(value)) {
    for (const id of Object.hasOwn(naming, field) ? textsIn(inner) : []) name(field, id, value, use, add);
    walk(inner, use, add);
  }
}

/** One name that stands in a field of an object; what is compared with it or set to it stands beside it. */
function name(field: string, id: string, beside: Readonly<Record<string, unknown>>, use: Use, add: Add): void {
  const { to, sets } = naming[field]!;
  if (id === formOfEvent) for (const form of formsOf(beside)) add(use, "form", form, []);
  else add(sets ? "sets" : use, to, id, to === "property" ? valuesOf(beside) : []);
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
