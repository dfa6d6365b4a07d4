import type { EngagementType } from "../model/record-types.ts";
import { choice, hidden, readOnly, writable } from "./define.ts";
import type { PropertyDefinition } from "./define.ts";
import { common } from "./shared.ts";

const every: readonly PropertyDefinition[] = [
  writable("datetime", "hs_timestamp", "Activity date"),
  readOnly("datetime", "hs_createdate", "Create date"),
  readOnly("datetime", "hs_lastmodifieddate", "Last modified date"),
  writable("string", "hs_attachment_ids", "Attachment IDs"),
  hidden(readOnly("enumeration", "hs_engagement_source", "Engagement source")),
  hidden(readOnly("string", "hs_engagement_source_id", "Engagement source ID")),
  ...common,
];

const own: Readonly<Record<EngagementType, readonly PropertyDefinition[]>> = {
  calls: [
    writable("string", "hs_call_title", "Call title"),
    writable("string", "hs_call_body", "Call notes"),
    choice("hs_call_direction", "Call direction", ["INBOUND", "OUTBOUND"]),
    choice("hs_call_status", "Call status", [
      "BUSY",
      "CALLING_CRM_USER",
      "CANCELED",
      "COMPLETED",
      "CONNECTING",
      "FAILED",
      "IN_PROGRESS",
      "NO_ANSWER",
      "QUEUED",
      "RINGING",
    ]),
    writable("string", "hs_call_disposition", "Call outcome"),
    writable("number", "hs_call_duration", "Call duration"),
    writable("phone_number", "hs_call_from_number", "From number"),
    writable("phone_number", "hs_call_to_number", "To number"),
  ],
  emails: [
    writable("string", "hs_email_subject", "Email subject"),
    writable("string", "hs_email_text", "Email body"),
    writable("string", "hs_email_html", "Email body (HTML)"),
    writable("string", "hs_email_headers", "Email headers"),
    choice("hs_email_direction", "Email direction", ["EMAIL", "INCOMING_EMAIL", "FORWARDED_EMAIL"]),
    choice("hs_email_status", "Email send status", ["BOUNCED", "FAILED", "SCHEDULED", "SENDING", "SENT"]),
    readOnly("string", "hs_email_from_email", "Email from address"),
    readOnly("string", "hs_email_to_email", "Email to address"),
    hidden(readOnly("number", "hs_sequence_id", "Sequence ID")),
  ],
  meetings: [
    writable("string", "hs_meeting_title", "Meeting name"),
    writable("string", "hs_meeting_body", "Meeting description"),
    writable("string", "hs_meeting_location", "Meeting location"),
    writable("datetime", "hs_meeting_start_time", "Meeting start time"),
    writable("datetime", "hs_meeting_end_time", "Meeting end time"),
    choice("hs_meeting_outcome", "Meeting outcome", ["SCHEDULED", "COMPLETED", "RESCHEDULED", "NO_SHOW", "CANCELED"]),
  ],
  communications: [
    choice("hs_communication_channel_type", "Channel type", [
      "CUSTOM_CHANNEL_CONVERSATION",
      "LINKED_IN_MESSAGE",
      "PHYSICAL_MAIL",
      "SMS",
      "WHATS_APP",
    ]),
    choice("hs_communication_logged_from", "Logged from", ["CRM", "INTEGRATION"]),
    writable("string", "hs_communication_body", "Communication body"),
  ],
  notes: [writable("string", "hs_note_body", "Note body")],
  tasks: [
    writable("string", "hs_task_subject", "Task title"),
    writable("string", "hs_task_body", "Task notes"),
    choice("hs_task_status", "Task status", ["NOT_STARTED", "IN_PROGRESS", "WAITING", "DEFERRED", "COMPLETED"]),
    choice("hs_task_priority", "Priority", ["NONE", "LOW", "MEDIUM", "HIGH"]),
    choice("hs_task_type", "Task type", ["TODO", "CALL", "EMAIL", "LINKED_IN_MESSAGE"]),
    readOnly("datetime", "hs_task_completion_date", "Completed at"),
  ],
};

export function engagementProperties(type: EngagementType): readonly PropertyDefinition[] {
  return [...own[type], ...every];
}
