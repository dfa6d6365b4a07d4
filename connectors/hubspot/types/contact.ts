import { readText, readUtmCampaign, readUtmSource } from "../values.ts";
import { describeType, type FieldsOf, type Properties } from "./descriptor.ts";
import { instant, number, property, text } from "./fields.ts";

export const contact = describeType({
  type: "contact",
  objectType: "contacts",
  objectTypeId: "0-1",
  scopes: ["crm.objects.contacts.read"],
  modifiedProperty: "lastmodifieddate",
  createdProperty: "createdate",
  merges: true,
  name: {
    properties: ["firstname", "lastname", "email"],
    read: ({ id, properties }) => contactName(id, properties),
  },
  fields: {
    ownerId: text("hubspot_owner_id"),
    email: text("email"),
    lifecycleStage: text("lifecyclestage"),
    leadStatus: text("hs_lead_status"),
    createdAt: instant("createdate"),
    /** The latest form submission: the moment at which the person asked to be contacted. */
    raisedHandAt: instant("recent_conversion_date"),
    /** The page and form of that submission, as HubSpot words it. */
    raisedHandOn: text("recent_conversion_event_name"),
    lastActivityAt: instant("notes_last_updated"),
    /** Since when the present owner has it. */
    ownedSince: instant("hubspot_owner_assigneddate"),
    /** The first logged outreach of the team, on whatever channel and by whomever. HubSpot hides this property. */
    firstOutreachAt: instant("hs_first_outreach_date"),
    /** The last logged call, sent one-to-one e-mail, meeting or message. */
    lastContactedAt: instant("notes_last_contacted"),
    /** When the person last replied to a sales e-mail. */
    lastReplyAt: instant("hs_sales_email_last_replied"),
    /** What made the record, in HubSpot's own word, such as "FORM", "IMPORT" or "INTEGRATION". */
    madeBy: {
      properties: ["hs_object_source", "hs_object_source_id", "createdate"],
      read: ({ properties }) => readText(properties["hs_object_source"]),
    },
    originalSource: text("hs_analytics_source"),
    /** `utm_source` of the first page that HubSpot saw, exactly as it was written. */
    utmSource: property("hs_analytics_first_url", readUtmSource),
    /** The campaign that the address of the first page names, else that of the last one, exactly as it was written. */
    utmCampaign: {
      properties: ["hs_analytics_first_url", "hs_analytics_last_url"],
      read: ({ properties }) =>
        readUtmCampaign(properties["hs_analytics_first_url"]) ?? readUtmCampaign(properties["hs_analytics_last_url"]),
    },
    /** What the ad of a paid click left behind. */
    googleClickId: text("hs_google_click_id"),
    facebookClickId: text("hs_facebook_click_id"),
    /** When the contact became a marketing qualified lead; the last time, where it did so twice. */
    becameMqlAt: instant("hs_v2_date_entered_marketingqualifiedlead"),
    /** Empty where HubSpot has never counted one. */
    dealCount: number("num_associated_deals"),
  },
});

declare module "../../../domain/mirror/records.ts" {
  interface RecordFields {
    readonly contact: FieldsOf<typeof contact>;
  }
}

/** The person's name, else the e-mail address, else "Contact 123". */
export function contactName(id: string, properties: Properties): string {
  const parts = [readText(properties["firstname"]), readText(properties["lastname"])].filter((part) => part !== null);
  return parts.join(" ") || readText(properties["email"]) || `Contact ${id}`;
}
