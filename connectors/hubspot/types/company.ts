import { readText } from "../values.ts";
import { describeType, type FieldsOf } from "./descriptor.ts";
import { instant, number, text } from "./fields.ts";

export const company = describeType({
  type: "company",
  objectType: "companies",
  objectTypeId: "0-2",
  scopes: ["crm.objects.companies.read"],
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "createdate",
  merges: true,
  name: {
    properties: ["name", "domain"],
    read: ({ id, properties }) => readText(properties["name"]) ?? readText(properties["domain"]) ?? `Company ${id}`,
  },
  fields: {
    ownerId: text("hubspot_owner_id"),
    /** The host of its website, by which HubSpot tells companies apart. */
    domain: text("domain"),
    lifecycleStage: text("lifecyclestage"),
    createdAt: instant("createdate"),
    lastActivityAt: instant("notes_last_updated"),
    contactCount: number("num_associated_contacts"),
  },
});

declare module "../../../domain/mirror/records.ts" {
  interface RecordFields {
    readonly company: FieldsOf<typeof company>;
  }
}
