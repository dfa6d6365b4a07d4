import { expect, test } from "vitest";
import { dealAmountMissing } from "../../../checks/stages/deal-amount-missing.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { deal } from "../samples.ts";
import { describeSentences } from "../sentences.ts";

const judged = (n: number, missing: number, params = {}) =>
  judgeCohorts(dealAmountMissing, { whole: [n, missing] }, params)[0]!;

test.each([
  ["none missing", 100, 0, {}, "pass"],
  ["70 % have one", 100, 30, {}, "pass"],
  ["less than 70 % have one", 1000, 301, {}, "fail"],
  ["a limit of its own", 100, 6, { maxMissingPercent: 5 }, "fail"],
  ["the smallest sample", 20, 20, {}, "fail"],
  ["one below the smallest sample", 19, 19, {}, "unknown"],
  ["a smallest sample of its own", 10, 10, { minSample: 10 }, "fail"],
] as const)("%s", (_, n, missing, params, status) => {
  expect(judged(n, missing, params).verdict.status).toBe(status);
});

test("a portal without an open deal is a sample that is too small", () => {
  expect(judgeCohorts(dealAmountMissing, {})).toEqual([
    {
      subject: { id: "open-deals", label: "Open deals" },
      verdict: {
        status: "unknown",
        reason: "insufficient sample: 0 open deals that are no longer new, at least 20 are needed",
      },
    },
  ]);
});

test("below 70 % it is critical; where a client asks for more it is as bad as its settings say until then", () => {
  const asksForMore = { maxMissingPercent: 10 };
  expect(judged(1000, 301).verdict).toMatchObject({ severity: "critical" });
  expect(judged(1000, 300, asksForMore).verdict).not.toHaveProperty("severity");
  expect(judged(1000, 301, asksForMore).verdict).toMatchObject({ severity: "critical" });
});

const closed = { ...deal.stage, isClosed: true, progress: null };
test.each([
  ["with an amount", {}, {}, 0],
  ["without one", { amount: null }, {}, 1],
  ["of zero", { amount: 0 }, {}, 1],
  ["of less than zero", { amount: -1 }, {}, 1],
  ["of a cent", { amount: 0.01 }, {}, 0],
  ["that is closed", { amount: null, stage: closed }, {}, null],
  ["made on the last day of grace", { amount: null, createdAt: new Date("2026-11-19T00:00:00+01:00") }, {}, null],
  ["made at the end of the day before", { amount: null, createdAt: new Date("2026-11-18T23:59:59+01:00") }, {}, 1],
  [
    "made now, where there is no grace",
    { amount: null, createdAt: new Date("2026-11-25T15:00:00Z") },
    { graceDays: 0 },
    1,
  ],
  ["without a creation date", { amount: null, createdAt: null }, {}, 1],
] as const)("a deal %s counts as %s %s", (_, some, params, sum) => {
  expect(addedBy(dealAmountMissing, { ...deal, ...some }, params)?.sum ?? null).toBe(sum);
});

describeSentences([
  {
    check: dealAmountMissing,
    name: "Open deals",
    judge: () => judged(40, 14).verdict,
    now: "14 of 40 open deals have no amount: 35 % (limit 30 %).",
    lasting: "14 of 40 open deals have no amount: 35 % (limit 30 %).",
    over: "14 of 40 open deals had no amount: 35 % (limit 30 %).",
  },
]);
