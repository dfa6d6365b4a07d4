import type { Pipeline } from "../model/pipeline.ts";
import { calculated, choice, readOnly, writable } from "./define.ts";
import type { PropertyDefinition } from "./define.ts";
import { common, dateEnteredEach } from "./shared.ts";

const fixedPart: readonly PropertyDefinition[] = [
  writable("string", "hs_lead_name", "Lead name"),
  choice("hs_lead_type", "Lead type", ["NEW_BUSINESS", "RE_ATTEMPTING", "UPSELL"]),
  choice("hs_lead_label", "Lead label", ["WARM", "COLD", "HOT"]),
  choice("hs_lead_source", "Lead source", ["FORM", "IMPORT", "INTEGRATION", "WORKFLOW", "CRM_UI"]),
  choice("hs_lead_disqualification_reason", "Disqualification reason", [
    "WRONG_TIMING",
    "NO_BUDGET",
    "NOT_A_FIT",
    "UNRESPONSIVE",
    "OTHER",
  ]),
  writable("string", "hs_lead_disqualification_note", "Disqualification note"),
  readOnly("datetime", "hs_createdate", "Create date"),
  readOnly("datetime", "hs_lastmodifieddate", "Last modified date"),
  calculated("bool", "hs_lead_is_open", "Lead is open"),
  calculated("bool", "hs_lead_is_open_v2", "Lead is open"),
  readOnly("datetime", "hs_lead_first_outreach_date", "First outreach date"),
  readOnly("number", "hs_lead_time_to_first_outreach", "Time to first outreach"),
  readOnly("number", "hs_lead_call_count", "Number of calls"),
  readOnly("number", "hs_lead_email_count", "Number of emails"),
  readOnly("number", "hs_lead_meeting_count", "Number of meetings"),
  readOnly("number", "hs_lead_communication_count", "Number of communications"),
  readOnly("number", "hs_lead_outreach_activity_count", "Number of outreach activities"),
  readOnly("datetime", "hs_last_activity_date", "Last activity date"),
  readOnly("datetime", "hs_last_engagement_timestamp", "Last engagement date"),
  readOnly("datetime", "hs_next_activity_date", "Next activity date"),
  readOnly("number", "hs_primary_contact_id", "Primary contact ID"),
  readOnly("number", "hs_primary_company_id", "Primary company ID"),
  ...common,
];

/** A portal's lead properties, which depend on its pipelines. */
export function leadProperties(pipelines: readonly Pipeline[]): readonly PropertyDefinition[] {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  return [
    ...fixedPart,
    choice(
      "hs_pipeline",
      "Pipeline",
      pipelines.map(({ id, label }) => `${id}=${label}`),
    ),
    choice(
      "hs_pipeline_stage",
      "Pipeline stage",
      stages.map(({ id, label }) => `${id}=${label}`),
    ),
    ...dateEnteredEach(stages),
  ];
}
