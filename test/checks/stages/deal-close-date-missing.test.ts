import { expect, test } from "vitest";
import { dealCloseDateMissing } from "../../../checks/stages/deal-close-date-missing.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { deal } from "../samples.ts";
import { describeSentences } from "../sentences.ts";

const judged = (n: number, missing: number, params = {}) =>
  judgeCohorts(dealCloseDateMissing, { whole: [n, missing] }, params)[0]!;

test.each([
  ["none missing", 100, 0, {}, "pass"],
  ["70 % have one", 100, 30, {}, "pass"],
  ["less than 70 % have one", 1000, 301, {}, "fail"],
  ["a limit of its own", 100, 6, { maxMissingPercent: 5 }, "fail"],
  ["the smallest sample", 20, 20, {}, "fail"],
  ["one below the smallest sample", 19, 19, {}, "unknown"],
  ["no open deal at all", 0, 0, {}, "unknown"],
] as const)("%s", (_, n, missing, params, status) => {
  expect(judged(n, missing, params)).toMatchObject({ subject: { id: "open-deals" }, verdict: { status } });
});

test("below 70 % it is critical; where a client asks for more it is as bad as its settings say until then", () => {
  expect(judged(1000, 301).verdict).toMatchObject({ severity: "critical" });
  expect(judged(1000, 300, { maxMissingPercent: 10 }).verdict).not.toHaveProperty("severity");
});

const closed = { ...deal.stage, isClosed: true, progress: null };
const none = { closeAt: null };
test.each([
  ["with a close date", {}, {}, 0],
  ["with one that has passed", { closeAt: new Date("2020-01-01T00:00:00Z") }, {}, 0],
  ["without one", none, {}, 1],
  ["without one that is closed", { ...none, stage: closed }, {}, null],
  ["made on the last day of grace", { ...none, createdAt: new Date("2026-11-19T00:00:00+01:00") }, {}, null],
  ["made at the end of the day before", { ...none, createdAt: new Date("2026-11-18T23:59:59+01:00") }, {}, 1],
  [
    "made 8 days ago, where 9 are granted",
    { ...none, createdAt: new Date("2026-11-17T12:00:00Z") },
    { graceDays: 9 },
    null,
  ],
  ["without a creation date", { ...none, createdAt: null }, {}, 1],
] as const)("a deal %s counts as %s %s", (_, some, params, sum) => {
  expect(addedBy(dealCloseDateMissing, { ...deal, ...some }, params)?.sum ?? null).toBe(sum);
});

describeSentences([
  {
    check: dealCloseDateMissing,
    name: "Open deals",
    judge: () => judged(40, 14).verdict,
    now: "14 of 40 open deals have no close date: 35 % (limit 30 %).",
    lasting: "14 of 40 open deals have no close date: 35 % (limit 30 %).",
    over: "14 of 40 open deals had no close date: 35 % (limit 30 %).",
  },
]);
