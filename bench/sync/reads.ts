import type { Task } from "../peers/task.ts";

type Read = Task["reads"][number];

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What everybody is asked to read: 24 properties of a contact, fewer of the others, as audits need them. */
export const contacts: Read = {
  type: "contacts",
  properties: words(`
    hs_object_id createdate lastmodifieddate hubspot_owner_id hubspot_owner_assigneddate hs_object_source email firstname
    lastname jobtitle company phone mobilephone website city state zip country industry lifecyclestage hs_lead_status
    hs_analytics_source associatedcompanyid notes_last_contacted
  `),
};

const companies: Read = {
  type: "companies",
  properties: words(`
    hs_object_id createdate hs_lastmodifieddate hubspot_owner_id name domain city industry numberofemployees annualrevenue
    lifecyclestage hs_object_source
  `),
};

const deals: Read = {
  type: "deals",
  properties: words(`
    hs_object_id createdate hs_lastmodifieddate hubspot_owner_id dealname dealstage pipeline amount closedate dealtype
    hs_next_step notes_next_activity_date
  `),
};

const calls: Read = {
  type: "calls",
  properties: words(`
    hs_object_id hs_createdate hs_lastmodifieddate hubspot_owner_id hs_timestamp hs_call_title hs_call_direction
    hs_call_status hs_call_duration
  `),
};

export const fourTypes: readonly Read[] = [contacts, companies, deals, calls];
