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
    lastActivityAt: instant("notes_last_updated"),
    /** Since when it is in its present stage. HubSpot keeps it for Sales Professional and above only. */
    stageEnteredAt: instant("hs_v2_date_entered_current_stage"),
    contactCount: number("num_associated_contacts"),
    isLost: yesOrNo("hs_is_closed_lost"),
    lostReason: text("closed_lost_reason"),
    /** What the owner has written of the next step, which is no planned activity. */
    nextStep: text("hs_next_step"),
    dealType: text("dealtype"),
    priority: text("hs_priority"),
  },
});

declare module "../../../domain/mirror/records.ts" {
  interface RecordFields {
    readonly deal: FieldsOf<typeof deal>;
  }
}
