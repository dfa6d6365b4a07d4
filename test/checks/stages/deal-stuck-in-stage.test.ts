import { expect, test } from "vitest";
import { dealStuckInStage } from "../../../checks/stages/deal-stuck-in-stage.ts";
import { judgeRecord, paramsOf, sayVerdict, verdictOnRecord } from "../around.ts";
import { daysAgo, deal } from "../samples.ts";
import { aDeal, expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const since = (days: number) => ({ stageEnteredAt: daysAgo(days) });
const ofThisStage = (days: number) => ({ maxDaysInStageOf: { contractsent: days } });

test.each([
  ["for 60 days", since(60), {}, "pass"],
  ["for 61 days", since(61), {}, "fail"],
  ["for 60 days where 59 are allowed", since(60), { maxDaysInStage: 59 }, "fail"],
  ["for as long as its own stage allows", since(90), ofThisStage(90), "pass"],
  ["for a day longer than its own stage allows", since(11), ofThisStage(10), "fail"],
  ["for 61 days, where another stage may take longer", since(61), { maxDaysInStageOf: { other: 365 } }, "fail"],
  [
    "for 61 days, in a stage that is named like a part of every object",
    { ...since(61), stage: { ...deal.stage, id: "constructor" } },
    {},
    "fail",
  ],
  ["HubSpot does not say for how long", { stageEnteredAt: null }, {}, "unknown"],
  ["since tomorrow, by a clock that is ahead", since(-1), {}, "pass"],
  ["closed", { ...since(400), stage: { ...deal.stage, isClosed: true, progress: null } }, {}, "not-applicable"],
] as const)("%s", (_, some, params, status) => {
  expect(judgeRecord(dealStuckInStage, { ...deal, ...some }, params).status).toBe(status);
});

test.each([
  ["2026-09-26T00:00:00+02:00", "pass"],
  ["2026-09-25T23:59:59+02:00", "fail"],
])("days are those of the client, across the change of the clocks: entered at %s is a %s", (instant, status) => {
  expect(judgeRecord(dealStuckInStage, { ...deal, stageEnteredAt: new Date(instant) }).status).toBe(status);
});

test("it fails from the day after the last allowed one, and says where and for how long", () => {
  const verdict = judgeRecord(dealStuckInStage, { ...deal, ...since(70) });
  expect(verdict).toEqual({
    status: "fail",
    evidence: {
      enteredAt: daysAgo(70).toISOString(),
      maxDaysInStage: 60,
      stage: "Contract sent",
      pipeline: "Sales",
      amount: 12_000,
    },
    since: new Date("2026-11-16T00:00:00+01:00"),
  });
  expect(sayVerdict(dealStuckInStage, deal.name, verdict)).toBe(
    "Northwind renewal has been in “Contract sent” for 70 days (limit 60 days).",
  );
});

test.each([0, 1.5, -3, "60"])("a limit of %s days for a stage is refused", (days) => {
  expect(() => paramsOf(dealStuckInStage, { maxDaysInStageOf: { contractsent: days } })).toThrow(/maxDaysInStageOf/);
});

describeSentences([
  {
    check: dealStuckInStage,
    name: deal.name,
    judge: (at) => judgeRecord(dealStuckInStage, { ...deal, ...since(70) }, {}, { asOf: at }),
    brief: "still in “Contract sent” (limit 60 days)",
    now: "Northwind renewal has been in “Contract sent” for 70 days (limit 60 days).",
    lasting: "Northwind renewal has been in “Contract sent” since 2026-09-16 (limit 60 days).",
    over: "Northwind renewal was in “Contract sent” for 70 days (limit 60 days).",
  },
]);

test("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  expectToHold(
    dealStuckInStage,
    aDeal,
    (some) => (at) => verdictOnRecord(dealStuckInStage, some, { maxDaysInStage: 10 }, at),
  );
});
