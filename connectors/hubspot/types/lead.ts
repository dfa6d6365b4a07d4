import { readText } from "../values.ts";
import { describeType, type FieldsOf } from "./descriptor.ts";
import { instant, text, yesOrNo } from "./fields.ts";
import { stage } from "./stage.ts";

/** HubSpot's own lead, a record beside the contact. Portals without Sales Hub Professional have none. */
export const lead = describeType({
  type: "lead",
  objectType: "leads",
  objectTypeId: "0-136",
  scopes: ["crm.objects.leads.read"],
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "hs_createdate",
  merges: false,
  name: {
    properties: ["hs_lead_name"],
    read: ({ id, properties }) => readText(properties["hs_lead_name"]) ?? `Lead ${id}`,
  },
  fields: {
    ownerId: text("hubspot_owner_id"),
    stage: stage("hs_pipeline", "hs_pipeline_stage", "lead-pipeline"),
    isOpen: yesOrNo("hs_lead_is_open"),
    source: text("hs_lead_source"),
    createdAt: instant("hs_createdate"),
    firstOutreachAt: instant("hs_lead_first_outreach_date"),
    lastActivityAt: instant("hs_last_activity_date"),
    nextActivityAt: instant("hs_next_activity_date"),
    stageEnteredAt: instant("hs_v2_date_entered_current_stage"),
    disqualifiedBecause: text("hs_lead_disqualification_reason"),
    /** In somebody's own words, beside the reason or in its place. */
    disqualificationNote: text("hs_lead_disqualification_note"),
  },
});

declare module "../../../domain/mirror/records.ts" {
  interface RecordFields {
    readonly lead: FieldsOf<typeof lead>;
  }
}
