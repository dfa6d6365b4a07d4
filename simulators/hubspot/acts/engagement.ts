import type { EngagementType } from "../model/record-types.ts";
import type { Properties } from "../model/write.ts";

/** What HubSpot's own screens fill in when somebody logs an engagement. */
export function engagementDefaults(type: EngagementType, timestamp: string): Properties {
  switch (type) {
    case "calls":
      return {
        hs_timestamp: timestamp,
        hs_call_title: "Call",
        hs_call_direction: "OUTBOUND",
        hs_call_status: "COMPLETED",
        hs_call_duration: "240000",
      };
    case "emails":
      return {
        hs_timestamp: timestamp,
        hs_email_subject: "Your request",
        hs_email_direction: "EMAIL",
        hs_email_status: "SENT",
      };
    case "meetings":
      return {
        hs_timestamp: timestamp,
        hs_meeting_title: "Meeting",
        hs_meeting_start_time: timestamp,
        hs_meeting_end_time: laterBy(timestamp, 30),
        hs_meeting_outcome: "SCHEDULED",
      };
    case "communications":
      return {
        hs_timestamp: timestamp,
        hs_communication_channel_type: "LINKED_IN_MESSAGE",
        hs_communication_logged_from: "CRM",
      };
    case "notes":
      return { hs_timestamp: timestamp, hs_note_body: "Note" };
    case "tasks":
      return {
        hs_timestamp: timestamp,
        hs_task_subject: "Follow up",
        hs_task_status: "NOT_STARTED",
        hs_task_type: "TODO",
        hs_task_priority: "MEDIUM",
      };
  }
}

const laterBy = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();
