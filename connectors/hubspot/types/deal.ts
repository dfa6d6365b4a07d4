import { readText } from "../values.ts";
import { describeType, type FieldsOf } from "./descriptor.ts";
import { instant, number, text, yesOrNo } from "./fields.ts";
import { stage } from "./stage.ts";

export const deal = describeType({
  type: "deal",
  objectType: "deals",
  objectTypeId: "0-3",
  scopes: ["crm.objects.deals.read"],
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "createdate",
  merges: true,
  name: {
    properties: ["dealname"],
    read: ({ id, properties }) => readText(properties["dealname"]) ?? `Deal ${id}`,
  },
  fields: {
    ownerId: text("hubspot_owner_id"),
    stage: stage("pipeline", "dealstage", "pipeline"),
    /** In units of the portal's currency, as HubSpot stores it. Null when nobody entered one. */
    amount: number("amount"),
    /** The calendar day of the expected close, as an instant at midnight UTC, which is how HubSpot keeps it. */
    closeAt: instant("closedate"),
    createdAt: instant("createdate"),
    nextActivityAt: instant("notes_next_activity_date"),
    isWon: yesOrNo("hs_is_closed_won"),
  },
});

declare module "../../../domain/mirror/records.ts" {
  interface RecordFields {
    readonly deal: FieldsOf<typeof deal>;
  }
}
