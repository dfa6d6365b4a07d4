import { mergedIdsProperty } from "../../domain/mirror/merges.ts";
import type { FieldOf, RecordType } from "../../domain/mirror/records.ts";

/**
 * Which HubSpot properties each field of a record is read from. `name` is read always, and with it what was merged;
 * `hands` come from the history of conversions, `clocks` from the engagements too, and `stage` needs the pipelines
 * beside it.
 */
const contactProperties: Readonly<Record<FieldOf<"contact"> | "name", readonly string[]>> = {
  name: ["firstname", "lastname", "email", mergedIdsProperty],
  ownerId: ["hubspot_owner_id"],
  lifecycleStage: ["lifecyclestage"],
  leadStatus: ["hs_lead_status"],
  createdAt: ["createdate"],
  raisedHandAt: ["recent_conversion_date"],
  raisedHandOn: ["recent_conversion_event_name"],
  lastActivityAt: ["notes_last_updated"],
  originalSource: ["hs_analytics_source"],
  utmSource: ["hs_analytics_first_url"],
  hands: ["recent_conversion_date", "recent_conversion_event_name"],
  clocks: ["recent_conversion_date", "recent_conversion_event_name", "lifecyclestage", "hs_lead_status"],
  madeBy: ["hs_object_source", "hs_object_source_id", "createdate"],
};

const dealProperties: Readonly<Record<FieldOf<"deal"> | "name", readonly string[]>> = {
  name: ["dealname", mergedIdsProperty],
  ownerId: ["hubspot_owner_id"],
  stage: ["pipeline", "dealstage"],
  amount: ["amount"],
  closeAt: ["closedate"],
  createdAt: ["createdate"],
  nextActivityAt: ["notes_next_activity_date"],
};

const propertiesOfType: Readonly<Record<RecordType, Readonly<Record<string, readonly string[]>>>> = {
  contact: contactProperties,
  deal: dealProperties,
};

/** The properties behind one field. */
export function propertiesOf(type: RecordType, field: string): readonly string[] {
  const properties = propertiesOfType[type][field];
  if (properties === undefined)
    throw new Error(`A ${type} has no field "${field}". Add it to connectors/hubspot/fields.ts.`);
  return properties;
}

/** The fields of a record that was read with these properties only, each with the first property that it lacks. */
export function unreadFields(type: RecordType, read: ReadonlySet<string>): ReadonlyMap<string, string> {
  const unread = new Map<string, string>();
  for (const [field, properties] of Object.entries(propertiesOfType[type])) {
    const missing = properties.find((name) => !read.has(name));
    if (missing !== undefined && field !== "name") unread.set(field, missing);
  }
  return unread;
}

/** Every property that a set of fields needs, each once, sorted; the name always comes along. */
export function propertiesFor(type: RecordType, fields: readonly string[]): readonly string[] {
  return [...new Set(["name", ...fields].flatMap((field) => propertiesOf(type, field)))].sort();
}

/** HubSpot's own word for a record type. */
export const objectTypeOf: Readonly<Record<RecordType, string>> = { contact: "contacts", deal: "deals" };
