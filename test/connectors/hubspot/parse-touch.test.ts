import { describe, expect, test } from "vitest";
import { parseTouch, type EngagementType } from "../../../connectors/hubspot/parse-touch.ts";
import type { TouchMaker, TouchReach } from "../../../domain/leads/touch.ts";

const at = "2026-11-25T15:00:00Z";
const parsed = (type: EngagementType, properties: Record<string, string | null>) =>
  parseTouch(type, { hs_timestamp: at, ...properties });
const disposition = (id: string) => ({ hs_call_status: "COMPLETED", hs_call_disposition: id });

describe("what an engagement came to", () => {
  test.each<[EngagementType, Record<string, string | null>, TouchReach]>([
    ["calls", { hs_call_direction: "OUTBOUND", hs_call_status: "COMPLETED" }, "answer"],
    ["calls", { hs_call_direction: null, hs_call_status: null }, "answer"],
    ["calls", { hs_call_direction: "INBOUND", hs_call_status: "COMPLETED" }, "none"],
    ["calls", { hs_call_status: "NO_ANSWER" }, "attempt"],
    ["calls", { hs_call_status: "BUSY" }, "attempt"],
    ["calls", { hs_call_status: "FAILED" }, "attempt"],
    ["calls", { hs_call_status: "MISSED" }, "attempt"],
    ["calls", { hs_call_status: "CANCELED" }, "none"],
    ["calls", { hs_call_status: "QUEUED" }, "pending"],
    ["calls", { hs_call_status: "RINGING" }, "pending"],
    ["calls", { hs_call_status: "CONNECTING" }, "pending"],
    ["calls", { hs_call_status: "CALLING_CRM_USER" }, "pending"],
    ["calls", { hs_call_status: "IN_PROGRESS" }, "pending"],
    ["calls", disposition("f240bbac-87c9-4f6e-bf70-924b57d47db7"), "answer"],
    ["calls", disposition("73a0d17f-1163-4015-bdd5-ec830791da20"), "attempt"],
    ["calls", disposition("b2cf5968-551e-4856-9783-52b3da59a7d0"), "attempt"],
    ["calls", disposition("an outcome of the portal's own"), "answer"],
    ["emails", { hs_email_direction: "EMAIL", hs_email_status: "SENT" }, "answer"],
    ["emails", { hs_email_direction: "EMAIL", hs_email_status: null }, "answer"],
    ["emails", { hs_email_direction: "EMAIL", hs_email_status: "BOUNCED" }, "attempt"],
    ["emails", { hs_email_direction: "EMAIL", hs_email_status: "FAILED" }, "attempt"],
    ["emails", { hs_email_direction: "EMAIL", hs_email_status: "SCHEDULED" }, "pending"],
    ["emails", { hs_email_direction: "EMAIL", hs_email_status: "SENDING" }, "pending"],
    ["emails", { hs_email_direction: "INCOMING_EMAIL", hs_email_status: "SENT" }, "none"],
    ["emails", { hs_email_direction: "FORWARDED_EMAIL" }, "none"],
    ["emails", { hs_email_direction: null }, "none"],
    ["meetings", { hs_meeting_outcome: "COMPLETED" }, "answer"],
    ["meetings", { hs_meeting_outcome: "SCHEDULED" }, "answer"],
    ["meetings", { hs_meeting_outcome: null }, "answer"],
    ["meetings", { hs_meeting_outcome: "NO_SHOW" }, "attempt"],
    ["meetings", { hs_meeting_outcome: "CANCELED" }, "none"],
    ["meetings", { hs_meeting_outcome: "RESCHEDULED" }, "none"],
    ["communications", {}, "answer"],
  ])("%s %j: %s", (type, properties, reach) => {
    expect(parsed(type, properties)).toMatchObject({ at: new Date(at), reach });
  });

  test.each([null, "soon", "2026-02-30T10:00:00Z"])(
    "without a time that can be read (%s) it proves nothing",
    (hs_timestamp) => {
      expect(parsed("communications", { hs_timestamp })).toBeNull();
    },
  );

  test("a meeting is at its beginning, and was booked when it was made", () => {
    const booked = { hs_createdate: "2026-11-24T08:00:00Z", hs_meeting_start_time: "2026-11-30T09:00:00Z" };
    expect(parsed("meetings", booked)).toMatchObject({
      at: new Date("2026-11-30T09:00:00Z"),
      bookedAt: new Date("2026-11-24T08:00:00Z"),
      isSelfBooked: false,
    });
    expect(parsed("meetings", { ...booked, hs_engagement_source: "MEETINGS" })).toMatchObject({ isSelfBooked: true });
    expect(parsed("calls", { hs_createdate: at })).toMatchObject({ bookedAt: null, isSelfBooked: false });
  });
});

describe("who made it", () => {
  test.each<[Record<string, string | null>, TouchMaker]>([
    [{}, "unknown"],
    [{ hs_object_source: "CRM_UI" }, "human"],
    [{ hs_object_source: "UNKNOWN" }, "unknown"],
    [{ hs_object_source: "A_WORD_OF_NEXT_YEAR" }, "unknown"],
    [{ hs_object_source: "UNKNOWN", hs_engagement_source: "GMAIL_INTEGRATION" }, "human"],
    [{ hs_object_source: "INTEGRATION" }, "human"],
    [{ hs_object_source: "AUTOMATION_PLATFORM" }, "automated"],
    [{ hs_object_source: "SEQUENCES" }, "automated"],
    [{ hs_object_source: "CRM_UI", hs_engagement_source: "WORKFLOWS" }, "automated"],
    [{ hs_object_source: "CRM_UI", hs_sequence_id: "4711" }, "automated"],
    [{ hs_object_source: "PROSPECTING_AGENT" }, "ai"],
    [{ hs_object_source: "BREEZE_AGENT", hs_sequence_id: "4711" }, "ai"],
  ])("%j: %s", (source, madeBy) => {
    expect(parsed("emails", { hs_email_direction: "EMAIL", ...source })).toMatchObject({ madeBy });
  });
});
