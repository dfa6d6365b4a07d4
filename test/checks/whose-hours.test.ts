import { expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { sayFinding } from "../../checks/say-finding.ts";
import { leadUntouched } from "../../checks/follow-up/lead-untouched.ts";
import { leadUnanswered } from "../../checks/follow-up/lead-unanswered.ts";
import { leadUnassigned } from "../../checks/routing/lead-unassigned.ts";
import { clockAt } from "../domain/leads/sample-hand.ts";
import { judgeRecord, verdictOnRecord } from "./around.ts";
import { businessTime, lead, minutesAgo } from "./samples.ts";

/** A team that has worked for a minute of each two that passed. */
const half = (team: string) => ({
  ...businessTime,
  team,
  minutesBetween: (from: Date, until: Date) => Math.floor((until.getTime() - from.getTime()) / 120_000),
  addMinutes: (from: Date, minutes: number) => new Date(from.getTime() + minutes * 120_000),
  isLonger: (from: Date, until: Date, minutes: number) => until.getTime() - from.getTime() > minutes * 120_000,
  firstLonger: (from: Date, minutes: number) => new Date(from.getTime() + minutes * 120_000 + 1),
});
const tokyo = half("Tokyo");
const hoursOf = (ownerId: string | null | undefined) => (ownerId === "of-tokyo" ? tokyo : businessTime);
const waiting = (minutes: number, ownerId: string | null = "of-tokyo") => ({
  ...lead,
  ownerId,
  raisedHandAt: minutesAgo(minutes),
  clocks: [clockAt(minutesAgo(minutes))],
});

test("what waits for an owner counts in the hours of the owner's team; what has none, or passed, does not", () => {
  expect(checks.filter(({ hours }) => hours === "owner").map(({ id }) => id)).toEqual([
    "after-hours-lead-waiting",
    "lead-unanswered",
    "lead-untouched",
    "mql-not-accepted",
    "qualified-lead-without-deal",
    "reply-unanswered",
  ]);
});

test.each([
  ["of-tokyo", 120, "pass"],
  ["of-tokyo", 121, "fail"],
  ["of another team", 60, "pass"],
  ["of another team", 61, "fail"],
  [null, 61, "fail"],
] as const)("a lead of %s that has waited for %i minutes is a %s", (ownerId, minutes, status) => {
  expect(judgeRecord(leadUnanswered, waiting(minutes, ownerId), {}, { hoursOf }).status).toBe(status);
});

test("it is judged again when the promise ends in these hours", () => {
  const { holdsUntil } = verdictOnRecord(leadUnanswered, waiting(30), {}, { hoursOf });
  expect(holdsUntil).toEqual(new Date(minutesAgo(30 - 2 * 60).getTime() + 1));
});

test("a check of leads without an owner goes by the client's hours, whoever else has others", () => {
  const hands = [{ ...clockAt(minutesAgo(61)), isRepeat: false }];
  const unowned = { ...lead, ownerId: null, raisedHandAt: minutesAgo(61), hands };
  expect(judgeRecord(leadUnassigned, unowned, {}, { hoursOf: () => tokyo })).toEqual(
    judgeRecord(leadUnassigned, unowned),
  );
});

test("whose team is not known, of them nothing is said", () => {
  const verdict = judgeRecord(leadUnanswered, waiting(1_000), {}, { hoursOf: () => null });
  expect(verdict).toEqual({ status: "unknown", reason: expect.stringMatching(/has not said to which team/) as string });
});

test("the evidence names the team, and sentences count on in its hours and say whose they are", () => {
  const said = (check: typeof leadUnanswered, minutes: number, now: Date | null) => {
    const subject = { ...waiting(minutes), createdAt: minutesAgo(minutes), hands: [], firstOutreachAt: null };
    const untouched = check === leadUntouched ? { ...subject, clocks: [], lastActivityAt: null } : subject;
    const verdict = judgeRecord(check, untouched, {}, { hoursOf });
    if (verdict.status !== "fail") throw new Error(`It is ${verdict.status}.`);
    expect(verdict.evidence["hoursOf"]).toBe("Tokyo");
    const { evidence, since = minutesAgo(0) } = verdict;
    const finding = { checkId: check.id, label: "Kim", summary: null, evidence, since, endedAt: null };
    const client = { ...businessTime, ofTeam: (team: string) => (team === "Tokyo" ? tokyo : undefined) };
    return sayFinding(finding, now, client);
  };
  expect(said(leadUnanswered, 240, minutesAgo(0))).toMatch(
    /^Kim has waited 2 h of business time of the team Tokyo for/,
  );
  expect(said(leadUnanswered, 240, null)).toMatch(/promised within 1 h of the team Tokyo\)\.$/);
  expect(said(leadUntouched, 4_000, minutesAgo(0))).toMatch(/ of business time of the team Tokyo \(limit/);
});
