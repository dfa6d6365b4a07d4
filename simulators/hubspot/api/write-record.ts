import { defaultTypeIds } from "../model/association-types.ts";
import { recordTypes, traitsOf } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import type { StoredRecord } from "../model/stored-record.ts";
import type { Association, Properties } from "../model/write.ts";
import { plain } from "./call.ts";
import type { Call } from "./call.ts";
import { forwardOnly } from "./lifecycle.ts";
import { badRequest, contactExists } from "./refusal.ts";
import { validProperties } from "./validate.ts";

/** A create that passed every rule and only has to be written. */
export interface PreparedCreate {
  readonly properties: Properties;
  readonly associations: readonly Association[];
}

export function prepareCreate(call: Call, type: RecordType, input: Readonly<Record<string, unknown>>): PreparedCreate {
  const properties = validProperties(call.portal, type, input["properties"]);
  const missing = traitsOf[type].required.filter((name) => !properties[name]);
  if (missing.length > 0)
    throw badRequest(`Error creating ${traitsOf[type].singular}. Some required properties were not set.`);
  enforceRules(call, type, properties);
  const existing = type === "contacts" && properties["email"] ? contactByEmail(call, properties["email"]) : undefined;
  if (existing) throw contactExists(existing.id);
  return {
    properties: withDefaults(call, type, properties),
    associations: associationsOf(call, type, input["associations"]),
  };
}

/** Rules of the portal's administrators, which bind integrations only on dated paths from 2026-09 on. */
function enforceRules({ portal, path }: Call, type: RecordType, properties: Properties): void {
  if (!/\/(2026-09|2027-)/.test(path)) return;
  const missing = (portal.details.requiredOnCreate?.[type] ?? []).filter((name) => !properties[name]);
  if (missing.length > 0) throw badRequest(`Required properties were not set: [${missing.join(", ")}]`);
}

export function writeCreate(call: Call, type: RecordType, { properties, associations }: PreparedCreate): StoredRecord {
  const id = call.portal.nextId(type);
  call.portal.write(
    { what: "record-created", type, id, properties, ...(associations.length > 0 && { associations }) },
    call.source,
  );
  return call.portal.records(type).get(id)!;
}

/** The properties of an update that will take effect. */
export function prepareUpdate(call: Call, record: StoredRecord, input: Readonly<Record<string, unknown>>): Properties {
  const properties = validProperties(call.portal, record.type, input["properties"]);
  if (Object.keys(properties).length === 0)
    throw badRequest("No properties found to update, please provide at least one.");
  return forwardOnly(record, properties, call.at);
}

export function writeUpdate(call: Call, { type, id }: StoredRecord, properties: Properties): void {
  if (Object.keys(properties).length > 0)
    call.portal.write({ what: "properties-set", type, id, properties }, call.source);
}

export function contactByEmail({ portal, at }: Pick<Call, "portal" | "at">, email: string): StoredRecord | undefined {
  for (const contact of portal.records("contacts")) {
    if (contact.exists(at) && !contact.isArchived(at) && hasAddress(contact, email.toLowerCase(), at)) return contact;
  }
  return undefined;
}

/** After a merge a contact has the addresses of both. */
function hasAddress(contact: StoredRecord, email: string, at: number): boolean {
  if (contact.valueAt("email", at) === email) return true;
  return contact.valueAt("hs_additional_emails", at)?.split(";").includes(email) === true;
}

/** What HubSpot fills in by itself for a record that an integration creates. */
function withDefaults({ portal }: Call, type: RecordType, properties: Properties): Properties {
  if (type === "contacts")
    return {
      lifecyclestage: "lead",
      hs_analytics_source: "OFFLINE",
      hs_analytics_source_data_1: "INTEGRATION",
      ...properties,
    };
  if (type === "deals")
    return { pipeline: portal.pipelines("deals", portal.instant())[0]?.id ?? "default", ...properties };
  if (type === "leads") {
    const pipeline = portal.pipelines("leads", portal.instant())[0];
    return { hs_pipeline: pipeline?.id ?? "", hs_pipeline_stage: pipeline?.stages[0]?.id ?? "", ...properties };
  }
  if (type === "tasks") return { hs_task_status: "NOT_STARTED", hs_task_type: "TODO", ...properties };
  return properties;
}

function associationsOf(call: Call, from: RecordType, given: unknown): Association[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw badRequest("Invalid input JSON on line 1, column 2. associations must be a list");
  return given.map((association: { to?: { id?: unknown }; types?: { associationTypeId?: unknown }[] }) => {
    const id = plain(association.to?.id);
    const typeIds = (association.types ?? []).map(({ associationTypeId }) => Number(associationTypeId));
    const to = recordTypes.find((type) => typeIds.some((typeId) => defaultTypeIds(from, type)?.includes(typeId)));
    if (to === undefined)
      throw badRequest(`No association type ${typeIds.join(", ")} exists from ${traitsOf[from].singular}`);
    if (!call.portal.record(to, id, call.at)) throw badRequest(`${traitsOf[to].singular} with id ${id} does not exist`);
    return { to: { type: to, id }, typeIds };
  });
}
