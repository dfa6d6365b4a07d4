import { describe, expect, test } from "vitest";
import { paidClickUntracked as check } from "../../../checks/campaign-tracking/paid-click-untracked.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { asOf, lead, minutesAgo } from "../samples.ts";
import { describeSentences } from "../sentences.ts";

const verdictOf = (untracked: number, tracked: number, params = {}) =>
  judgeCohorts(check, { whole: [untracked + tracked, untracked] }, params)[0]!.verdict;

test.each([
  ["all with a campaign", 0, 100, {}, "pass"],
  ["five in a hundred are allowed", 5, 95, {}, "pass"],
  ["six in a hundred are not", 6, 94, {}, "fail"],
  ["a little more than five percent is more", 504, 9496, {}, "fail"],
  ["a limit of zero", 1, 99, { maxUntrackedPercent: 0 }, "fail"],
  ["a limit of a hundred", 100, 0, { maxUntrackedPercent: 100 }, "pass"],
  ["the smallest sample", 20, 0, {}, "fail"],
  ["one below the smallest sample", 19, 0, {}, "unknown"],
  ["nobody came", 0, 0, {}, "unknown"],
])("%s", (_, untracked, tracked, params, status) => {
  expect(verdictOf(untracked, tracked, params).status).toBe(status);
});

describe("a new contact", () => {
  const click = { googleClickId: "Cj0", createdAt: minutesAgo(5) };
  test.each([
    ["without a click id does not count", {}, null],
    ["of a Google ad without a campaign", click, 1],
    ["of a Facebook ad without a campaign", { facebookClickId: "IwAR" }, 1],
    ["of an ad with its campaign", { ...click, utmCampaign: "spring" }, 0],
    ["of both ads counts once", { ...click, facebookClickId: "IwAR" }, 1],
    ["of nobody knows when", { ...click, createdAt: null }, null],
    ["of the first day of the window", { ...click, createdAt: new Date("2026-10-25T23:00:00Z") }, 1],
    ["of the day before", { ...click, createdAt: new Date("2026-10-25T22:59:59Z") }, null],
    ["of this very moment", { ...click, createdAt: asOf }, 1],
  ] as const)("%s", (_, own, sum) => {
    expect(addedBy(check, { ...lead, ...own })).toEqual(sum === null ? null : { cohort: "whole", sum });
  });
});

test("it says how many of how many, and the limit", () => {
  expect(judgeCohorts(check, { whole: [30, 4] })).toEqual([
    {
      subject: { id: "paid-clicks", label: "Contacts from paid clicks" },
      verdict: {
        status: "fail",
        evidence: { untracked: 4, sample: 30, untrackedPercent: 13.33, maxUntrackedPercent: 5, windowDays: 30 },
      },
    },
  ]);
});

describeSentences([
  {
    check,
    name: "Contacts from paid clicks",
    judge: () => verdictOf(4, 26),
    brief: "4 of 30 without a campaign",
    now: "4 of 30 contacts from paid clicks in 30 days have no campaign: 13.33 % (limit 5 %).",
    lasting: "4 of 30 contacts from paid clicks in 30 days have no campaign: 13.33 % (limit 5 %).",
    over: "4 of 30 contacts from paid clicks in 30 days had no campaign: 13.33 % (limit 5 %).",
  },
]);
