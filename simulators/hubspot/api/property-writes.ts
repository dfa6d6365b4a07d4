import type { PropertyDefinition, PropertyType } from "../properties/define.ts";
import { propertyCatalogue } from "../properties/catalogue.ts";
import { created, noContent, ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { renderProperty } from "./properties.ts";
import { typeIn } from "./record-type.ts";
import { badRequest, propertyExists, resourceNotFound } from "./refusal.ts";

const types: readonly PropertyType[] = ["string", "number", "date", "datetime", "enumeration", "bool", "phone_number"];

/** Adds a property. Reads know it a moment later, as `propertyLagMs` has it. */
export function createProperty(call: Call): Answer {
  const type = typeIn(call);
  const body = jsonBody(call);
  const missing = ["name", "label", "type", "fieldType", "groupName"].filter((field) => plain(body[field]) === "");
  if (missing.length > 0) throw badRequest(`Some required fields were not set: [${missing.join(", ")}]`);
  const definition = definitionOf(body);
  if (!/^[a-z][a-z0-9_]*$/.test(definition.name)) throw badRequest(`Property name "${definition.name}" is invalid`);
  const isTaken =
    propertyCatalogue(call.portal, type, call.at).has(definition.name) ||
    call.portal.addedProperties(type, call.at).some(({ name }) => name === definition.name);
  if (isTaken) throw propertyExists(definition.name);
  call.portal.write({ what: "property-created", propertyOf: type, definition }, call.source);
  return created(renderProperty(call, definition, type));
}

/** Changes an added property: what stands in the body is replaced, its type and its options included. */
export function updateProperty(call: Call): Answer {
  const { type, definition } = presentAdded(call);
  const body = jsonBody(call);
  const { added, ...before } = definition;
  const changed = definitionOf({ ...before, ...added, hidden: before.isHidden, ...body, name: before.name });
  call.portal.write({ what: "property-changed", propertyOf: type, definition: changed }, call.source);
  return ok(renderProperty(call, changed, type));
}

/** Puts an added property away: reads do not know it any more, and its name can be used again. */
export function archiveProperty(call: Call): Answer {
  const { type, definition } = presentAdded(call);
  call.portal.write({ what: "property-archived", propertyOf: type, name: definition.name }, call.source);
  return noContent;
}

/** HubSpot's own properties keep their definition. How it refuses a change of them is not confirmed. */
function presentAdded(call: Call) {
  const type = typeIn(call);
  const name = call.params["name"] ?? "";
  const definition = call.portal.addedProperties(type, call.at).find((known) => known.name === name);
  if (definition) return { type, definition };
  throw propertyCatalogue(call.portal, type, call.at).has(name)
    ? badRequest(`Property ${name} is read only`)
    : resourceNotFound();
}

function definitionOf(body: Readonly<Record<string, unknown>>): PropertyDefinition {
  const type = types.find((known) => known === body["type"]);
  if (type === undefined) throw badRequest(`Property type ${plain(body["type"])} is invalid`);
  const options = (Array.isArray(body["options"]) ? body["options"] : []) as { label?: unknown; value?: unknown }[];
  return {
    name: plain(body["name"]),
    label: plain(body["label"]),
    type,
    fieldType: plain(body["fieldType"]),
    options: options.map(({ label, value }) => ({ label: plain(label), value: plain(value) })),
    isReadOnly: false,
    isCalculated: false,
    isHidden: body["hidden"] === true,
    isOwnerReference: false,
    added: {
      groupName: plain(body["groupName"]),
      description: plain(body["description"]),
      hasUniqueValue: body["hasUniqueValue"] === true,
    },
  };
}
