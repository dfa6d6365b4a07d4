import { expect, test } from "vitest";
import { dealStageFieldMissing } from "../../../checks/stages/deal-stage-field-missing.ts";
import { judgeRecord, paramsOf, sayVerdict, verdictOnRecord } from "../around.ts";
import { deal } from "../samples.ts";
import { aDeal, expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const bare = { ...deal, amount: null, closeAt: null, nextStep: null, dealType: null, priority: null };
const asking = (...fields: readonly string[]) => ({ requiredFields: { contractsent: fields } });
const made = (instant: string) => ({ createdAt: new Date(instant) });

test.each([
  ["nothing is required anywhere", {}, {}, "not-applicable"],
  ["something is required in another stage", {}, { requiredFields: { won: ["amount"] } }, "not-applicable"],
  [
    "a stage named like a part of every object",
    { stage: { ...deal.stage, id: "toString" } },
    asking("amount"),
    "not-applicable",
  ],
  ["what is required is there", { amount: 1 }, asking("amount"), "pass"],
  ["an amount of zero was entered", { amount: 0 }, asking("amount"), "pass"],
  ["what is required is missing", {}, asking("amount"), "fail"],
  ["one of two is missing", { amount: 1 }, asking("amount", "priority"), "fail"],
  ["what is missing is not required", { amount: 1 }, asking("amount"), "pass"],
  ["missing, made on the last day of grace", made("2026-11-19T00:00:00+01:00"), asking("amount"), "not-applicable"],
  ["missing, made at the end of the day before", made("2026-11-18T23:59:59+01:00"), asking("amount"), "fail"],
  [
    "missing, made just now, without grace",
    made("2026-11-25T15:00:00Z"),
    { ...asking("amount"), graceDays: 0 },
    "fail",
  ],
  ["missing, and no creation date", { createdAt: null }, asking("amount"), "fail"],
  ["missing, closed", { stage: { ...deal.stage, isClosed: true, progress: null } }, asking("amount"), "not-applicable"],
] as const)("%s", (_, some, params, status) => {
  expect(judgeRecord(dealStageFieldMissing, { ...bare, ...some }, params).status).toBe(status);
});

test.each([
  [["amount"], "amount"],
  [["closeAt", "amount"], "amount and close date"],
  [["priority", "dealType", "nextStep"], "next step, deal type and priority"],
])("where %s is missing, it says %s", (required, said) => {
  const verdict = judgeRecord(dealStageFieldMissing, bare, asking(...required));
  expect(verdict).toEqual({
    status: "fail",
    evidence: { missing: said.replace(" and ", ", "), stage: "Contract sent", pipeline: "Sales" },
  });
  expect(sayVerdict(dealStageFieldMissing, deal.name, verdict)).toBe(
    `Northwind renewal is in “Contract sent” without ${said}.`,
  );
});

test("a field that no stage can ask for is refused", () => {
  expect(() => paramsOf(dealStageFieldMissing, asking("ownerId"))).toThrow(/amount/);
  expect(() => paramsOf(dealStageFieldMissing, asking())).toThrow(/too_small/);
});

describeSentences([
  {
    check: dealStageFieldMissing,
    name: deal.name,
    judge: (at) => judgeRecord(dealStageFieldMissing, bare, asking("amount", "closeAt"), { asOf: at }),
    brief: "in “Contract sent”, no amount and close date",
    now: "Northwind renewal is in “Contract sent” without amount and close date.",
    lasting: "Northwind renewal is in “Contract sent” without amount and close date.",
    over: "Northwind renewal was in “Contract sent” without amount and close date.",
  },
]);

test("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  const without = aDeal.map((some) => ({ ...some, amount: null }));
  expectToHold(
    dealStageFieldMissing,
    without,
    (some) => (at) => verdictOnRecord(dealStageFieldMissing, some, asking("amount"), at),
  );
});
