import { expect, test } from "vitest";
import { parseTouch, type EngagementType } from "../../../connectors/hubspot/parse-touch.ts";
import { settleHands, type NamedTouch } from "../../../domain/leads/settle-hands.ts";
import { clockAt } from "../../domain/leads/sample-hand.ts";

/**
 * What answers a lead, in HubSpot's own words: kind × direction × status × outcome × source × order. The tables below
 * are the right values; every combination of their lines is held against them.
 */
type Words = Readonly<Record<string, string | null>>;
/** `yes`: ends the wait. `tried`: counted, and does not. `open`: not over yet. `no`: nothing of the team's. */
type Right = "yes" | "tried" | "open" | "no";

const dispositions: Readonly<Record<string, Right>> = {
  "": "yes",
  "f240bbac-87c9-4f6e-bf70-924b57d47db7": "yes", // Connected
  "73a0d17f-1163-4015-bdd5-ec830791da20": "tried", // No answer
  "9d9162e7-6cf3-4944-bf63-4dff82258764": "tried", // Busy
  "b2cf5968-551e-4856-9783-52b3da59a7d0": "tried", // Left voicemail
  "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": "tried", // Left live message
  "17b47fee-58de-441e-a44c-c6300d46f273": "tried", // Wrong number
  "a-portal-s-own": "yes",
};
const callStatuses: Readonly<Record<string, Right>> = {
  "": "yes",
  COMPLETED: "yes",
  NO_ANSWER: "tried",
  BUSY: "tried",
  FAILED: "tried",
  MISSED: "tried",
  CANCELED: "no",
  QUEUED: "open",
  RINGING: "open",
  CONNECTING: "open",
  CALLING_CRM_USER: "open",
  IN_PROGRESS: "open",
};
const callDirections: Readonly<Record<string, boolean>> = { "": true, OUTBOUND: true, INBOUND: false };
const emailDirections: Readonly<Record<string, boolean>> = {
  EMAIL: true,
  INCOMING_EMAIL: false,
  FORWARDED_EMAIL: false,
  "": false,
};
const emailStatuses: Readonly<Record<string, Right>> = {
  "": "yes",
  SENT: "yes",
  BOUNCED: "tried",
  FAILED: "tried",
  SCHEDULED: "open",
  SENDING: "open",
};
const outcomes: Readonly<Record<string, Right>> = {
  "": "yes",
  SCHEDULED: "yes",
  COMPLETED: "yes",
  NO_SHOW: "tried",
  CANCELED: "no",
  RESCHEDULED: "no",
};
const makers: readonly (readonly [Words, "human" | "unknown" | "automated" | "ai"])[] = [
  [{}, "unknown"],
  [{ hs_object_source: "CRM_UI" }, "human"],
  [{ hs_object_source: "MOBILE_IOS" }, "human"],
  [{ hs_object_source: "GMAIL_INTEGRATION" }, "human"],
  [{ hs_object_source: "INTEGRATION" }, "human"],
  [{ hs_object_source: "A_WORD_OF_NEXT_YEAR" }, "unknown"],
  [{ hs_object_source: "AUTOMATION_PLATFORM" }, "automated"],
  [{ hs_object_source: "AUTOMATION_JOURNEY" }, "automated"],
  [{ hs_object_source: "PRIMARY_AUTOMATION" }, "automated"],
  [{ hs_object_source: "WORKFLOWS" }, "automated"],
  [{ hs_object_source: "SEQUENCES" }, "automated"],
  [{ hs_object_source: "BOT" }, "automated"],
  [{ hs_object_source: "CRM_UI", hs_sequence_id: "4711" }, "automated"],
  [{ hs_object_source: "CRM_UI", hs_engagement_source: "WORKFLOWS" }, "automated"],
  [{ hs_object_source: "PROSPECTING_AGENT" }, "ai"],
  [{ hs_object_source: "CUSTOMER_AGENT" }, "ai"],
  [{ hs_object_source: "BREEZE_AGENT" }, "ai"],
  [{ hs_object_source: "HELP_DESK_AI" }, "ai"],
  [{ hs_object_source: "CHATSPOT" }, "ai"],
  [{ hs_object_source: "AI_GROUP" }, "ai"],
];

interface Line {
  readonly type: EngagementType;
  readonly words: Words;
  readonly right: Right;
}
const entries = <Value>(table: Readonly<Record<string, Value>>) => Object.entries(table) as [string, Value][];
const lines: readonly Line[] = [
  ...entries(callDirections).flatMap(([hs_call_direction, isOurs]) =>
    entries(callStatuses).flatMap(([hs_call_status, byStatus]) =>
      entries(dispositions).map(([hs_call_disposition, byOutcome]): Line => {
        const right = isOurs ? (byStatus === "yes" ? byOutcome : byStatus) : "no";
        return { type: "calls", words: { hs_call_direction, hs_call_status, hs_call_disposition }, right };
      }),
    ),
  ),
  ...entries(emailDirections).flatMap(([hs_email_direction, isOurs]) =>
    entries(emailStatuses).map(([hs_email_status, byStatus]): Line => {
      return { type: "emails", words: { hs_email_direction, hs_email_status }, right: isOurs ? byStatus : "no" };
    }),
  ),
  ...entries(outcomes).map(([hs_meeting_outcome, right]): Line => ({
    type: "meetings",
    words: { hs_meeting_outcome },
    right,
  })),
  { type: "communications", words: {}, right: "yes" },
];

const raisedAt = new Date("2026-11-25T15:00:00Z");
const minutes = (count: number) => new Date(raisedAt.getTime() + count * 60_000);
const asOf = minutes(1_000);

function touchOf(type: EngagementType, words: Words, at: Date): NamedTouch {
  const touch = parseTouch(type, { hs_timestamp: at.toISOString(), hs_createdate: at.toISOString(), ...words })!;
  return { ...touch, engagementType: type, engagementId: at.toISOString() };
}
function settled(...touches: readonly NamedTouch[]) {
  const hand = { ...clockAt(raisedAt), wasLead: true, standing: null };
  return settleHands([hand], touches, { isInLeadStage: true, isOpen: true }, asOf)[0]!;
}

test("every combination of direction, status, outcome and source", () => {
  let held = 0;
  for (const { type, words, right } of lines)
    for (const [source, maker] of makers) {
      const isPerson = maker === "human" || maker === "unknown";
      const { state, answeredBy, attempts, automated, ai } = settled(
        touchOf(type, { ...words, ...source }, minutes(10)),
      );
      const said = { type, words, source, state, answeredBy, attempts, automated, ai };
      const isAnswer = right === "yes" && isPerson;
      expect(said).toEqual({
        type,
        words,
        source,
        state: isAnswer ? "answered" : "waiting",
        answeredBy: isAnswer ? maker : null,
        attempts: right === "tried" && isPerson ? 1 : 0,
        automated: right !== "no" && maker === "automated" ? 1 : 0,
        ai: right !== "no" && maker === "ai" ? 1 : 0,
      });
      held += 1;
    }
  expect(held).toBe(lines.length * makers.length);
  expect(held).toBeGreaterThan(6_000);
});

test("in any order: before the hand, at it, after it; behind what does not answer, and after this run", () => {
  for (const { type, words, right } of lines) {
    const source = { hs_object_source: "CRM_UI" };
    const one = (count: number) => touchOf(type, { ...words, ...source }, minutes(count));
    const later = touchOf("communications", source, minutes(50));
    const isAnswer = right === "yes";
    expect(settled(one(-1)).state).toBe("waiting");
    expect(settled(one(0)).state).toBe(isAnswer ? "answered" : "waiting");
    expect(settled(one(1_000)).state).toBe(isAnswer ? "answered" : "waiting");
    expect(settled(one(1_001)).state).toBe("waiting");
    expect(settled(one(10), later).endedAt).toEqual(isAnswer ? minutes(10) : minutes(50));
    expect(settled(later, one(60)).endedAt).toEqual(minutes(50));
    // Taken back, deleted or hung on another record: it is as if it had never been.
    expect(settled().state).toBe("waiting");
  }
});

test.each([
  ["booked by the team, five days ahead", {}, -1, 10, "answered", "human"],
  ["booked by the lead through a link", { hs_engagement_source: "MEETINGS" }, -1, 10, "answered", "self-booked"],
  ["booked before the hand, and begun since", {}, 60, -10, "answered", "human"],
  ["booked before the hand, and still ahead", {}, 2_000, -10, "waiting", null],
  ["cancelled", { hs_meeting_outcome: "CANCELED" }, -1, 10, "waiting", null],
  ["moved", { hs_meeting_outcome: "RESCHEDULED" }, -1, 10, "waiting", null],
  ["nobody came", { hs_meeting_outcome: "NO_SHOW" }, 60, 10, "waiting", null],
] as const)("a meeting that was %s", (_, words, begins, booked, state, answeredBy) => {
  const start = begins < 0 ? minutes(5 * 1_440) : minutes(begins);
  const told = { hs_createdate: minutes(booked).toISOString(), hs_meeting_start_time: start.toISOString(), ...words };
  expect(settled(touchOf("meetings", { hs_object_source: "CRM_UI", ...told }, start))).toMatchObject({
    state,
    answeredBy,
  });
});
