import { settingsOf } from "../settings-of.ts";
import fc from "fast-check";
import { drawnLead, drawnLimits } from "../drawn-lead.ts";
import { expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";
import { describe, expect, test } from "vitest";
import { leadUntouched } from "../../../checks/follow-up/lead-untouched.ts";
import type { RaisedAs } from "../../../domain/leads/hand.ts";
import { clockAt } from "../../domain/leads/sample-hand.ts";
import { clientIn, judgeRecord, verdictOnRecord } from "../around.ts";
import { asOf, businessTime, daysAgo, lead } from "../samples.ts";

/** Nobody asked for anything: the record was made by a chat tool. */
const quiet = { ...lead, raisedHandAt: null, raisedHandOn: null, madeBy: "INTEGRATION", hands: [] };
const hand = (raisedAt: Date, more: Partial<RaisedAs> = {}): RaisedAs => ({
  ...clockAt(raisedAt),
  isRepeat: false,
  ...more,
});
/** So many business hours before a Wednesday, 16:00 in Berlin. */
const businessHoursAgo = (hours: number, minutes = 0) => {
  for (let at = asOf.getTime(); ; at -= 60_000)
    if (businessTime.minutesBetween(new Date(at), asOf) >= hours * 60 + minutes) return new Date(at);
};
const statusOf = (own: Partial<typeof lead>, params = {}) => judgeRecord(leadUntouched, { ...quiet, ...own }, params);

test.each([
  ["24 business hours ago", { createdAt: businessHoursAgo(24) }, {}, "pass"],
  ["a minute more", { createdAt: businessHoursAgo(24, 1) }, {}, "fail"],
  ["a night and a morning are no day", { createdAt: daysAgo(1) }, {}, "pass"],
  ["a limit of its own", { createdAt: businessHoursAgo(2, 1) }, { maxUntouchedHours: 2 }, "fail"],
  ["somebody reached out", { createdAt: daysAgo(5), firstOutreachAt: daysAgo(4) }, {}, "pass"],
  ["HubSpot knows only of the last contact", { createdAt: daysAgo(5), lastContactedAt: daysAgo(4) }, {}, "pass"],
  ["a note is no contact", { createdAt: daysAgo(5), lastActivityAt: daysAgo(4) }, {}, "fail"],
  [
    "a newsletter asks for nothing",
    { createdAt: daysAgo(5), hands: [hand(daysAgo(5), { class: "other" })] },
    {},
    "fail",
  ],
  ["an import", { createdAt: daysAgo(5), madeBy: "IMPORT" }, {}, "fail"],
  [
    "an origin that is left out",
    { createdAt: daysAgo(5), madeBy: "IMPORT" },
    { ignoredOrigins: ["IMPORT"] },
    "not-applicable",
  ],
  ["a customer", { createdAt: daysAgo(5), lifecycleStage: "customer" }, {}, "not-applicable"],
  ["no lifecycle stage", { createdAt: daysAgo(5), lifecycleStage: null }, {}, "not-applicable"],
  ["unqualified", { createdAt: daysAgo(5), leadStatus: "UNQUALIFIED" }, {}, "not-applicable"],
  ["nobody says when it was made", { createdAt: null }, {}, "unknown"],
  ["nobody owns it either", { createdAt: daysAgo(5), ownerId: null }, {}, "fail"],
] as const)("%s", (_, own, params, status) => {
  expect(statusOf(own, params).status).toBe(status);
});

describe("another check tells of it", () => {
  test.each([
    ["who asked to be contacted: lead-unanswered", { createdAt: daysAgo(5), hands: [hand(daysAgo(5))] }],
    ["on the last day of the look-back", { createdAt: daysAgo(5), hands: [hand(new Date("2026-10-25T23:00:00Z"))] }],
    ["who wrote: reply-unanswered", { createdAt: daysAgo(5), lastReplyAt: daysAgo(2) }],
    ["older than seven days: lead-never-contacted", { createdAt: new Date("2026-11-17T22:59:59Z") }],
    ["nothing happened for thirty days: lead-stale", { createdAt: daysAgo(40) }],
  ] as const)("%s", (_, own) => {
    expect(statusOf(own)).toMatchObject({ status: "not-applicable", ending: "handed-over" });
  });

  test.each([
    ["what it asked for lies beyond the look-back", { hands: [hand(new Date("2026-10-25T22:59:59Z"))] }],
    ["so does its reply", { lastReplyAt: daysAgo(31) }],
  ] as const)("not where %s", (_, own) => {
    expect(statusOf({ createdAt: daysAgo(5), ...own }).status).toBe("fail");
  });

  test("the first second of the seventh day is still its own", () => {
    expect(statusOf({ createdAt: new Date("2026-11-17T23:00:00Z") }).status).toBe("fail");
  });
});

test("a team that works around the clock has a day of 24 hours", () => {
  const setting = { businessTime: clientIn("UTC") };
  const createdAt = (minutes: number) => ({ ...quiet, createdAt: new Date(asOf.getTime() - minutes * 60_000) });
  expect(judgeRecord(leadUntouched, createdAt(1440), {}, setting).status).toBe("pass");
  expect(judgeRecord(leadUntouched, createdAt(1441), {}, setting).status).toBe("fail");
});

test("it keeps since when, what made it and the limit", () => {
  const createdAt = daysAgo(5);
  expect(statusOf({ createdAt })).toEqual({
    status: "fail",
    evidence: { createdAt: createdAt.toISOString(), madeBy: "INTEGRATION", maxUntouchedHours: 24 },
    since: createdAt,
  });
});

test("a verdict holds until the instant that it names", () => {
  expectToHold(
    leadUntouched,
    fc.tuple(drawnLead, drawnLimits),
    ([some, limits]) =>
      (at) =>
        verdictOnRecord(leadUntouched, some, settingsOf(leadUntouched, limits), at),
    { runs: 400 },
  );
});

describeSentences([
  {
    check: leadUntouched,
    name: "Ana Ruiz",
    judge: (at) => judgeRecord(leadUntouched, { ...quiet, createdAt: daysAgo(5) }, {}, { asOf: at }),
    brief: "not contacted",
    now: "Ana Ruiz has not been contacted for 27 h of business time (limit 24 h).",
    lasting:
      "Ana Ruiz has not been contacted since it came in on Fri 20 Nov, 16:00 UTC+1 (limit 24 h of business time).",
    over: "Ana Ruiz had not been contacted for 27 h of business time (limit 24 h).",
  },
]);
