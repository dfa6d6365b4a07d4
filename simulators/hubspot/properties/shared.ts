import { calculated, hidden, ownerProperty, readOnly } from "./define.ts";
import type { PropertyDefinition } from "./define.ts";

/** On every record. */
export const common: readonly PropertyDefinition[] = [
  ownerProperty,
  readOnly("datetime", "hubspot_owner_assigneddate", "Owner assigned date"),
  readOnly("enumeration", "hubspot_team_id", "HubSpot team"),
  readOnly("number", "hs_object_id", "Record ID"),
  readOnly("enumeration", "hs_object_source", "Record creation source"),
  readOnly("string", "hs_object_source_id", "Record creation source ID"),
  readOnly("enumeration", "hs_object_source_label", "Record source"),
  hidden(readOnly("string", "hs_object_source_detail_1", "Record source detail 1")),
  hidden(readOnly("string", "hs_merged_object_ids", "Merged record IDs")),
  hidden(readOnly("string", "hs_unique_creation_key", "Unique creation key")),
];

/** On whatever engagements are logged against. */
export const activity: readonly PropertyDefinition[] = [
  readOnly("datetime", "notes_last_contacted", "Last contacted"),
  readOnly("datetime", "notes_last_updated", "Last activity date"),
  readOnly("datetime", "notes_next_activity_date", "Next activity date"),
  readOnly("number", "num_contacted_notes", "Number of times contacted"),
  readOnly("number", "num_notes", "Number of sales activities"),
];

export const analyticsSources = [
  "ORGANIC_SEARCH",
  "PAID_SEARCH",
  "EMAIL_MARKETING",
  "SOCIAL_MEDIA",
  "REFERRALS",
  "OTHER_CAMPAIGNS",
  "DIRECT_TRAFFIC",
  "OFFLINE",
  "PAID_SOCIAL",
  "AI_REFERRALS",
] as const;

export const lifecycleStages = [
  "subscriber=Subscriber",
  "lead=Lead",
  "marketingqualifiedlead=Marketing Qualified Lead",
  "salesqualifiedlead=Sales Qualified Lead",
  "opportunity=Opportunity",
  "customer=Customer",
  "evangelist=Evangelist",
  "other=Other",
];

/** Lifecycle stages in their order: a write may only move forward. */
export const lifecycleOrder: readonly string[] = lifecycleStages.map((stage) => stage.split("=")[0]!);

export const dateEnteredEach = (stages: readonly { id: string; label: string }[]): PropertyDefinition[] => [
  calculated("datetime", "hs_v2_date_entered_current_stage", "Date entered current stage"),
  ...stages.map(({ id, label }) => calculated("datetime", `hs_v2_date_entered_${id}`, `Date entered "${label}"`)),
];
