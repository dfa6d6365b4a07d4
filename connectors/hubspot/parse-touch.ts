import type { Touch, TouchMaker, TouchReach } from "../../domain/leads/touch.ts";
import { readInstant, readText } from "./values.ts";

type Properties = Readonly<Record<string, string | null>>;

/** By these HubSpot says who made an engagement: on meetings the first, on every record the second. */
const sources = ["hs_engagement_source", "hs_object_source"] as const;

/** The engagement types that can hold a touch, with the properties that tell. */
export const engagementTypes = {
  calls: ["hs_timestamp", "hs_call_direction", "hs_call_status", "hs_call_disposition", ...sources],
  emails: ["hs_timestamp", "hs_email_direction", "hs_email_status", "hs_sequence_id", ...sources],
  meetings: ["hs_timestamp", "hs_createdate", "hs_meeting_start_time", "hs_meeting_outcome", ...sources],
  communications: ["hs_timestamp", ...sources],
} as const;
export type EngagementType = keyof typeof engagementTypes;

/** By these an engagement answers or does not, so that what was left out must not be taken for empty. */
const decisive: ReadonlySet<string> = new Set([
  "hs_timestamp",
  "hs_call_direction",
  "hs_call_status",
  "hs_email_direction",
  "hs_email_status",
  "hs_meeting_outcome",
]);
export const decides = (property: string): boolean => decisive.has(property);

const kinds = { calls: "call", emails: "email", meetings: "meeting", communications: "message" } as const;

/** The call outcomes that every portal has, by HubSpot's own ids, in which nobody was reached. */
const unreached: ReadonlySet<string> = new Set([
  "73a0d17f-1163-4015-bdd5-ec830791da20", // No answer
  "9d9162e7-6cf3-4944-bf63-4dff82258764", // Busy
  "b2cf5968-551e-4856-9783-52b3da59a7d0", // Left voicemail
  "a4c4c377-d246-4b32-a13b-75a56a4cd0ff", // Left live message
  "17b47fee-58de-441e-a44c-c6300d46f273", // Wrong number
]);

const callReach: Readonly<Record<string, TouchReach>> = {
  NO_ANSWER: "attempt",
  BUSY: "attempt",
  FAILED: "attempt",
  MISSED: "attempt",
  CANCELED: "none",
  QUEUED: "pending",
  RINGING: "pending",
  CONNECTING: "pending",
  CALLING_CRM_USER: "pending",
  IN_PROGRESS: "pending",
};
const emailReach: Readonly<Record<string, TouchReach>> = {
  BOUNCED: "attempt",
  FAILED: "attempt",
  SCHEDULED: "pending",
  SENDING: "pending",
};
const meetingReach: Readonly<Record<string, TouchReach>> = {
  NO_SHOW: "attempt",
  CANCELED: "none",
  RESCHEDULED: "none",
};

/** HubSpot's sources (its own enumeration) behind which no person of the team stands. */
const automatedSources: ReadonlySet<string> = new Set([
  "SEQUENCES",
  "AUTOMATION_PLATFORM",
  "AUTOMATION_JOURNEY",
  "PRIMARY_AUTOMATION",
  "WORKFLOWS",
  "MARKETING_EMAIL",
  "BOT",
]);
const aiSources: ReadonlySet<string> = new Set([
  "PROSPECTING_AGENT",
  "CUSTOMER_AGENT",
  "BREEZE_AGENT",
  "HELP_DESK_AI",
  "CHATSPOT",
  "AI_GROUP",
]);
/** Sources by which people write, or what they write is brought in. Whatever is none of these is unknown. */
const humanSources: ReadonlySet<string> = new Set(
  [
    "CRM_UI CRM_UI_BULK_ACTION CONTACTS CONTACTS_WEB COMPANIES DEALS ENGAGEMENTS TASK WORK_UI PLAYBOOKS SALES COMMUNICATOR",
    "EMAIL EMAIL_INTEGRATION EMAIL_INBOX_IMPORT GMAIL_INTEGRATION BCC_TO_CRM FORWARD_TO_CRM SIDEKICK EXTENSION MEETINGS",
    "CONVERSATIONS SALES_MESSAGES HELP_DESK SLACK_INTEGRATION MOBILE_ANDROID MOBILE_IOS",
    "API INTEGRATION INTEGRATIONS_PLATFORM INTEGRATIONS_SYNC SALESFORCE IMPORT MIGRATION",
  ].flatMap((words) => words.split(" ")),
);
/** A meeting that was booked through a link to somebody's calendar. */
const bookedByLink = "MEETINGS";

/**
 * What an engagement came to and who made it. Null when it has no readable time: it proves no answer, and the lead
 * keeps waiting, which a person can correct.
 *
 * @see https://developers.hubspot.com/docs/api-reference/crm-calls-v3 and the pages of e-mails and meetings beside it.
 */
export function parseTouch(type: EngagementType, properties: Properties): Touch | null {
  const at = instantOrNull(properties["hs_meeting_start_time"]) ?? instantOrNull(properties["hs_timestamp"]);
  if (at === null) return null;
  const madeBy = makerOf(properties);
  const isMeeting = type === "meetings";
  return {
    kind: kinds[type],
    at,
    reach: reachOf(type, properties),
    madeBy,
    bookedAt: isMeeting ? instantOrNull(properties["hs_createdate"]) : null,
    isSelfBooked: isMeeting && sources.some((name) => readText(properties[name]) === bookedByLink),
  };
}

function reachOf(type: EngagementType, properties: Properties): TouchReach {
  const text = (name: string) => readText(properties[name]) ?? "";
  switch (type) {
    case "calls":
      if (text("hs_call_direction") === "INBOUND") return "none";
      // An outcome that a portal made itself is one that a person chose after talking.
      return callReach[text("hs_call_status")] ?? (unreached.has(text("hs_call_disposition")) ? "attempt" : "answer");
    case "emails":
      return text("hs_email_direction") === "EMAIL" ? (emailReach[text("hs_email_status")] ?? "answer") : "none";
    case "meetings":
      return meetingReach[text("hs_meeting_outcome")] ?? "answer";
    case "communications":
      return "answer";
  }
}

function makerOf(properties: Properties): TouchMaker {
  const named = sources.map((name) => readText(properties[name])).filter((source) => source !== null);
  if (named.some((source) => aiSources.has(source))) return "ai";
  if (readText(properties["hs_sequence_id"]) !== null || named.some((source) => automatedSources.has(source)))
    return "automated";
  return named.some((source) => humanSources.has(source)) ? "human" : "unknown";
}

function instantOrNull(value: string | null | undefined): Date | null {
  try {
    return readInstant(value);
  } catch {
    return null;
  }
}
