import { settingsOf } from "../settings-of.ts";
import fc from "fast-check";
import { drawnLead, drawnLimits } from "../drawn-lead.ts";
import { expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";
import { describe, expect, test } from "vitest";
import { leadNeverContacted } from "../../../checks/follow-up/lead-never-contacted.ts";
import { clockAt } from "../../domain/leads/sample-hand.ts";
import { judgeRecord, verdictOnRecord } from "../around.ts";
import { daysAgo, lead } from "../samples.ts";

const quiet = { ...lead, raisedHandAt: null, raisedHandOn: null, madeBy: "INTEGRATION", createdAt: daysAgo(10) };
const verdictOn = (own: Partial<typeof lead>, params = {}) =>
  judgeRecord(leadNeverContacted, { ...quiet, ...own }, params);

test.each([
  ["in the first second of the seventh day back", { createdAt: new Date("2026-11-17T23:00:00Z") }, {}, "pass"],
  ["in the second before", { createdAt: new Date("2026-11-17T22:59:59Z") }, {}, "fail"],
  ["a limit of its own", { createdAt: daysAgo(3) }, { neverContactedAfterDays: 2 }, "fail"],
  ["somebody reached out, however late", { firstOutreachAt: daysAgo(1) }, {}, "pass"],
  ["HubSpot knows only of the last contact", { lastContactedAt: daysAgo(1) }, {}, "pass"],
  ["a note is no contact", { lastActivityAt: daysAgo(1) }, {}, "fail"],
  ["an origin that is left out", { madeBy: "IMPORT" }, { ignoredOrigins: ["IMPORT"] }, "not-applicable"],
  ["a customer", { lifecycleStage: "customer" }, {}, "not-applicable"],
  ["bad timing", { leadStatus: "BAD_TIMING" }, {}, "not-applicable"],
  ["nobody says when it was made", { createdAt: null }, {}, "unknown"],
] as const)("%s", (_, own, params, status) => {
  expect(verdictOn(own, params).status).toBe(status);
});

describe("another check tells of it", () => {
  test.each([
    ["who asked to be contacted: lead-unanswered", { hands: [{ ...clockAt(daysAgo(20)), isRepeat: false }] }],
    ["who wrote: reply-unanswered", { lastReplyAt: daysAgo(20) }],
    ["in the second before the look-back: lead-stale", { createdAt: new Date("2026-10-25T22:59:59Z") }],
  ] as const)("%s", (_, own) => {
    expect(verdictOn(own)).toMatchObject({ status: "not-applicable", ending: "handed-over" });
  });

  test.each([
    ["in the first second of the look-back", { createdAt: new Date("2026-10-25T23:00:00Z") }],
    ["made long ago, with a note of last week", { createdAt: daysAgo(90), lastActivityAt: daysAgo(7) }],
  ] as const)("not %s", (_, own) => {
    expect(verdictOn(own).status).toBe("fail");
  });
});

test("it keeps since when, what made it and the limit", () => {
  expect(verdictOn({})).toEqual({
    status: "fail",
    evidence: { createdAt: daysAgo(10).toISOString(), madeBy: "INTEGRATION", neverContactedAfterDays: 7 },
    since: daysAgo(10),
  });
});

test("a verdict holds until the instant that it names", () => {
  expectToHold(
    leadNeverContacted,
    fc.tuple(drawnLead, drawnLimits),
    ([some, limits]) =>
      (at) =>
        verdictOnRecord(leadNeverContacted, some, settingsOf(leadNeverContacted, limits), at),
    { runs: 400 },
  );
});

describeSentences([
  {
    check: leadNeverContacted,
    name: "Ana Ruiz",
    judge: (at) => judgeRecord(leadNeverContacted, quiet, {}, { asOf: at }),
    brief: "never contacted",
    now: "Ana Ruiz has never been contacted in 10 days (limit 7 days).",
    lasting: "Ana Ruiz has never been contacted since it came in on 2026-11-15 (limit 7 days).",
    over: "Ana Ruiz had never been contacted in 10 days (limit 7 days).",
  },
]);
