import type { RecordType } from "../model/record-types.ts";
import { isEngagement, traitsOf } from "../model/record-types.ts";
import { countOf, primaryCompany } from "./associations.ts";
import * as engagements from "./engagements.ts";
import * as identity from "./identity.ts";
import * as leads from "./leads.ts";
import { ownerAssignedDate } from "./ownership.ts";
import * as stages from "./stages.ts";
import { completionDate } from "./tasks.ts";
import type { Computed } from "./view.ts";

const activity: Readonly<Record<string, Computed>> = {
  notes_last_contacted: engagements.lastContacted,
  notes_last_updated: engagements.lastActivity,
  notes_next_activity_date: engagements.nextActivity,
  num_contacted_notes: engagements.timesContacted,
  num_notes: engagements.activityCount,
};

const everyRecord: Readonly<Record<string, Computed>> = {
  hs_object_id: identity.objectId,
  hs_object_source: identity.objectSource,
  hs_object_source_id: identity.objectSourceId,
  hs_object_source_label: identity.objectSource,
  hubspot_owner_assigneddate: ownerAssignedDate,
};

const byType: Partial<Record<RecordType, Readonly<Record<string, Computed>>>> = {
  contacts: {
    ...activity,
    createdate: identity.created,
    hs_full_name_or_email: identity.fullNameOrEmail,
    hs_email_domain: identity.emailDomain,
    associatedcompanyid: primaryCompany,
    num_associated_deals: countOf("deals"),
    hs_first_outreach_date: engagements.firstOutreach,
    hs_last_sales_activity_timestamp: engagements.lastContacted,
    hs_sales_email_last_replied: engagements.lastReply,
    hs_sa_first_engagement_date: engagements.firstEngagementDate,
    hs_sa_first_engagement_object_type: engagements.firstEngagementType,
    hs_sa_first_engagement_descr: engagements.firstEngagementId,
    hs_time_to_first_engagement: engagements.timeToFirstEngagement,
    hs_is_unworked: engagements.isUnworked,
    hs_v2_date_entered_current_stage: stages.dateEnteredCurrent,
  },
  companies: {
    ...activity,
    createdate: identity.created,
    num_associated_contacts: countOf("contacts"),
    num_associated_deals: countOf("deals"),
  },
  deals: {
    ...activity,
    createdate: identity.created,
    hs_createdate: identity.created,
    hs_is_closed: stages.isClosed,
    hs_is_closed_won: stages.isClosedWon,
    hs_is_closed_lost: stages.isClosedLost,
    hs_deal_stage_probability: stages.stageProbability,
    hs_projected_amount: stages.projectedAmount,
    hs_v2_date_entered_current_stage: stages.dateEnteredCurrent,
    num_associated_contacts: countOf("contacts"),
  },
  tasks: { hs_task_completion_date: completionDate },
  leads: {
    hs_createdate: identity.created,
    hs_lead_is_open: leads.isOpen,
    hs_lead_is_open_v2: leads.isOpen,
    hs_lead_first_outreach_date: engagements.firstOutreach,
    hs_lead_time_to_first_outreach: leads.timeToFirstOutreach,
    hs_lead_call_count: countOf("calls"),
    hs_lead_email_count: countOf("emails"),
    hs_lead_meeting_count: countOf("meetings"),
    hs_lead_communication_count: countOf("communications"),
    hs_lead_outreach_activity_count: leads.outreachCount,
    hs_last_activity_date: engagements.lastActivity,
    hs_last_engagement_timestamp: engagements.lastContacted,
    hs_next_activity_date: engagements.nextActivity,
    hs_primary_contact_id: leads.primary("contacts"),
    hs_primary_company_id: leads.primary("companies"),
    hs_v2_date_entered_current_stage: stages.dateEnteredCurrent,
  },
  users: { hs_createdate: identity.created },
};

const dateEntered = "hs_v2_date_entered_";

/** How HubSpot derives a property; undefined for one that is simply stored. */
export function computedProperty(type: RecordType, name: string): Computed | undefined {
  const own = byType[type]?.[name] ?? everyRecord[name];
  if (own) return own;
  if (name === traitsOf[type].modifiedProperty) return identity.modified;
  if (name === "hs_createdate" && isEngagement(type)) return identity.created;
  return name.startsWith(dateEntered) ? stages.dateEntered(name.slice(dateEntered.length)) : undefined;
}
