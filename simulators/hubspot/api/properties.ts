import type { Portal } from "../model/portal.ts";
import type { RecordType } from "../model/record-types.ts";
import { propertyCatalogue } from "../properties/catalogue.ts";
import type { PropertyDefinition } from "../properties/define.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { typeIn } from "./record-type.ts";
import { resourceNotFound } from "./refusal.ts";

export function listProperties(call: Call): Answer {
  const type = typeIn(call);
  if (call.query.get("archived") === "true") {
    const archived = call.portal.archivedProperties(type, call.at);
    return ok({
      results: archived.map((definition) => ({ ...renderProperty(call, definition, type), archived: true })),
    });
  }
  const definitions = [...propertyCatalogue(call.portal, type, call.at).values()];
  return ok({ results: definitions.map((definition) => renderProperty(call, definition, type)) });
}

export function readProperty(call: Call): Answer {
  const type = typeIn(call);
  const name = call.params["name"] ?? "";
  if (call.query.get("archived") === "true") {
    const archived = call.portal.archivedProperties(type, call.at).find((definition) => definition.name === name);
    if (!archived) throw resourceNotFound();
    return ok({ ...renderProperty(call, archived, type), archived: true });
  }
  const definition = propertyCatalogue(call.portal, type, call.at).get(name);
  if (!definition) throw resourceNotFound();
  return ok(renderProperty(call, definition, type));
}

/** HubSpot's own group of each type, and those that added properties name. */
export function listPropertyGroups(call: Call): Answer {
  const type = typeIn(call);
  const groups = new Set([
    groupOf(type),
    ...call.portal.addedProperties(type, call.at).map(({ added }) => added!.groupName),
  ]);
  return ok({ results: [...groups].map((name) => ({ name, label: name, displayOrder: -1, archived: false })) });
}

const groupOf = (type: RecordType): string => `${type.slice(0, -1)}information`;

export function renderProperty(
  { portal, at }: Call,
  definition: PropertyDefinition,
  type: RecordType,
): Readonly<Record<string, unknown>> {
  const { added } = definition;
  const options = definition.isOwnerReference ? ownerOptions(portal, at) : definition.options;
  return {
    updatedAt: "2024-01-15T09:00:00.000Z",
    createdAt: "2019-08-06T02:41:08.029Z",
    name: definition.name,
    label: definition.label,
    type: definition.type,
    fieldType: definition.isCalculated ? "calculation_equation" : definition.fieldType,
    description: added?.description ?? "",
    groupName: added?.groupName ?? groupOf(type),
    options: options.map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })),
    ...(definition.isOwnerReference && { referencedObjectType: "OWNER" }),
    displayOrder: -1,
    calculated: definition.isCalculated,
    externalOptions: definition.isOwnerReference,
    archived: false,
    hasUniqueValue: added?.hasUniqueValue ?? false,
    hidden: definition.isHidden,
    hubspotDefined: !added,
    modificationMetadata: {
      archivable: added !== undefined,
      readOnlyDefinition: !added,
      readOnlyOptions: definition.isReadOnly,
      readOnlyValue: definition.isReadOnly,
    },
    formField: !definition.isReadOnly,
    dataSensitivity: "non_sensitive",
  };
}

function ownerOptions(portal: Portal, at: number) {
  const active = [...portal.owners.values()].filter((owner) => owner.exists(at) && !owner.isDeactivated(at));
  return active.map(({ identity }) => ({ label: `${identity.firstName} ${identity.lastName}`, value: identity.id }));
}
