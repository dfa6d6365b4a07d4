import { settingsOf } from "../settings-of.ts";
import fc from "fast-check";
import { drawnLimits, drawnReply } from "../drawn-lead.ts";
import { expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";
import { describe, expect, test } from "vitest";
import { replyUnanswered } from "../../../checks/follow-up/reply-unanswered.ts";
import { answeredAt, clockAt } from "../../domain/leads/sample-hand.ts";
import { clientIn, judgeRecord, verdictOnRecord } from "../around.ts";
import { asOf, daysAgo, lead } from "../samples.ts";

const always = { businessTime: clientIn("Europe/Berlin") };
const hoursAgo = (hours: number, minutes = 0) => new Date(asOf.getTime() - (hours * 60 + minutes) * 60_000);
const replied = { ...lead, lastReplyAt: hoursAgo(30), lastContactedAt: daysAgo(3) };
const verdictOn = (own: Partial<typeof lead>, params = {}, setting: object = always) =>
  judgeRecord(replyUnanswered, { ...replied, ...own }, params, setting);

test.each([
  ["24 hours ago", { lastReplyAt: hoursAgo(24) }, {}, "pass"],
  ["a minute more", { lastReplyAt: hoursAgo(24, 1) }, {}, "fail"],
  ["a limit of its own", { lastReplyAt: hoursAgo(2, 1) }, { maxUnansweredHours: 2 }, "fail"],
  ["answered", { lastContactedAt: hoursAgo(29) }, {}, "pass"],
  ["answered in the same second", { lastContactedAt: hoursAgo(30) }, {}, "pass"],
  ["nobody has ever turned to them", { lastContactedAt: null }, {}, "fail"],
  ["an opportunity is a prospect", { lifecycleStage: "opportunity", leadStatus: "OPEN_DEAL" }, {}, "fail"],
  ["a customer is none", { lifecycleStage: "customer" }, {}, "not-applicable"],
  ["no lifecycle stage", { lifecycleStage: null }, {}, "not-applicable"],
  ["unqualified", { leadStatus: "UNQUALIFIED" }, {}, "not-applicable"],
  ["never replied", { lastReplyAt: null }, {}, "not-applicable"],
  [
    "in the first second of the look-back",
    { lastReplyAt: new Date("2026-10-25T23:00:00Z"), lastContactedAt: null },
    {},
    "fail",
  ],
  [
    "before the look-back",
    { lastReplyAt: new Date("2026-10-25T22:59:59Z"), lastContactedAt: null },
    {},
    "not-applicable",
  ],
] as const)("%s", (_, own, params, status) => {
  expect(verdictOn(own, params).status).toBe(status);
});

test("only business time counts", () => {
  expect(verdictOn({}, {}, {}).status).toBe("pass");
});

test.each([
  [48, 0, "high"],
  [48, 1, "critical"],
])("after %s hours and %s minutes it is %s", (hours, minutes, severity) => {
  expect(verdictOn({ lastReplyAt: hoursAgo(hours, minutes) })).toMatchObject({ status: "fail", severity });
});

describe("who asked to be contacted and waits is told of by lead-unanswered", () => {
  test("while that watches it", () => {
    expect(verdictOn({ clocks: [clockAt(daysAgo(2))] })).toMatchObject({
      status: "not-applicable",
      ending: "handed-over",
    });
  });

  test.each([
    ["answered", [answeredAt(daysAgo(4), daysAgo(3))]],
    ["a newsletter", [clockAt(daysAgo(2), { class: "other" })]],
    ["beyond the look-back", [clockAt(daysAgo(31))]],
  ] as const)("not when it is %s", (_, clocks) => {
    expect(verdictOn({ clocks }).status).toBe("fail");
  });
});

test("it keeps when they replied, when somebody last turned to them and the limit", () => {
  expect(verdictOn({})).toEqual({
    status: "fail",
    evidence: {
      lastReplyAt: hoursAgo(30).toISOString(),
      lastContactedAt: daysAgo(3).toISOString(),
      maxUnansweredHours: 24,
    },
    since: hoursAgo(30),
    severity: "high",
  });
});

test("a verdict holds until the instant that it names", () => {
  expectToHold(
    replyUnanswered,
    fc.tuple(drawnReply, drawnLimits),
    ([some, limits]) =>
      (at) =>
        verdictOnRecord(replyUnanswered, some, settingsOf(replyUnanswered, limits), at),
    { runs: 400 },
  );
});

describeSentences([
  {
    check: replyUnanswered,
    name: "Ana Ruiz",
    judge: (at) =>
      judgeRecord(
        replyUnanswered,
        { ...replied, lastReplyAt: daysAgo(9), lastContactedAt: null },
        {},
        { asOf: at, ...always },
      ),
    brief: "replied, no answer",
    now: "Ana Ruiz replied on Mon 16 Nov, 16:00 UTC+1 and has had no answer for 63 h of business time (limit 24 h).",
    lasting: "Ana Ruiz replied on Mon 16 Nov, 16:00 UTC+1 and has had no answer (limit 24 h of business time).",
    over: "Ana Ruiz replied on Mon 16 Nov, 16:00 UTC+1 and had had no answer for 63 h of business time (limit 24 h).",
  },
]);
