import { createHash } from "node:crypto";

type Json = Readonly<Record<string, unknown>>;

/** What a save changes though the workflow does the same, and what is told by itself. */
const noPartOfIt: ReadonlySet<string> = new Set([
  "id",
  "uuid",
  "name",
  "isEnabled",
  "revisionId",
  "createdAt",
  "updatedAt",
  "nextAvailableActionId",
  "crmObjectCreationStatus",
]);

/** A hash of all that a workflow does. The order in which HubSpot writes the fields of an object means nothing. */
export function definitionOf(workflow: Json): string {
  const parts = Object.fromEntries(Object.entries(workflow).filter(([field]) => !noPartOfIt.has(field)));
  return createHash("sha256")
    .update(JSON.stringify(sorted(parts)))
    .digest("hex")
    .slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([field, inner]) => [field, sorted(inner)]),
  );
}

/** HubSpot's number of the event "form submission". */
const formSubmitted = "4-1639801";

/** Whether the criteria let in whoever sends a form, without saying which. */
export function enrollsByAnyForm(criteria: unknown): boolean {
  if (Array.isArray(criteria)) return criteria.some(enrollsByAnyForm);
  if (!isObject(criteria)) return false;
  const { eventTypeId, filterType, formId, filters } = criteria;
  if (eventTypeId === formSubmitted && !JSON.stringify(filters ?? []).includes("hs_form_id")) return true;
  if (filterType === "FORM_SUBMISSION" && (formId ?? null) === null) return true;
  return Object.values(criteria).some(enrollsByAnyForm);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
