import { expect, test } from "vitest";
import { lostReasonMissing } from "../../../checks/stages/lost-reason-missing.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { asOf, deal, minutesAgo } from "../samples.ts";
import { describeSentences } from "../sentences.ts";

const judged = (n: number, missing: number, params = {}) =>
  judgeCohorts(lostReasonMissing, { whole: [n, missing] }, params)[0]!;

test.each([
  ["all have one", 100, 0, {}, "pass"],
  ["10 % have none", 100, 10, {}, "pass"],
  ["more than 10 % have none", 1000, 101, {}, "fail"],
  ["a limit of its own", 100, 10, { maxMissingPercent: 9 }, "fail"],
  ["the smallest sample", 20, 3, {}, "fail"],
  ["one below the smallest sample", 19, 19, {}, "unknown"],
  ["no deal was lost", 0, 0, {}, "unknown"],
] as const)("%s", (_, n, missing, params, status) => {
  expect(judged(n, missing, params)).toMatchObject({ subject: { id: "lost-deals" }, verdict: { status } });
});

test("it says how many of how many, and is as bad as its settings say", () => {
  expect(judged(40, 40).verdict).toEqual({
    status: "fail",
    evidence: { missing: 40, sample: 40, missingPercent: 100, maxMissingPercent: 10, windowDays: 30 },
  });
});

const lost = { ...deal, isLost: true, closeAt: minutesAgo(60) };
test.each([
  ["lost, with a reason", { lostReason: "Price" }, {}, 0],
  ["lost, without one", {}, {}, 1],
  ["won, without one", { isLost: false }, {}, null],
  ["of which HubSpot does not say that it is lost", { isLost: null }, {}, null],
  ["lost on no day", { closeAt: null }, {}, null],
  ["lost on the first day of the window", { closeAt: new Date("2026-10-26T00:00:00+01:00") }, {}, 1],
  ["lost in the second before the window", { closeAt: new Date("2026-10-25T23:59:59+01:00") }, {}, null],
  ["lost on that first day, picked as a day", { closeAt: new Date("2026-10-26T00:00:00Z") }, {}, 1],
  ["lost a day before, picked as a day", { closeAt: new Date("2026-10-25T00:00:00Z") }, {}, null],
  ["lost today, picked as a day", { closeAt: new Date("2026-11-25T00:00:00Z") }, {}, 1],
  ["lost at this instant", { closeAt: asOf }, {}, 1],
  ["lost on a day that is yet to come", { closeAt: new Date("2026-11-26T00:00:00Z") }, {}, null],
  ["lost 8 days ago, in a window of 7", { closeAt: new Date("2026-11-17T12:00:00Z") }, { windowDays: 7 }, null],
  ["made and lost today", { createdAt: minutesAgo(300) }, {}, 1],
] as const)("a deal %s counts as %s %s", (_, some, params, sum) => {
  expect(addedBy(lostReasonMissing, { ...lost, ...some }, params)?.sum ?? null).toBe(sum);
});

describeSentences([
  {
    check: lostReasonMissing,
    name: "Lost deals",
    judge: () => judged(40, 7).verdict,
    now: "7 of 40 deals lost in 30 days have no reason: 17.5 % (limit 10 %).",
    lasting: "7 of 40 deals lost in 30 days have no reason: 17.5 % (limit 10 %).",
    over: "7 of 40 deals lost in 30 days had no reason: 17.5 % (limit 10 %).",
  },
]);
