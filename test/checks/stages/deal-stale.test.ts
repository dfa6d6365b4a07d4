import { expect, test } from "vitest";
import { dealStale } from "../../../checks/stages/deal-stale.ts";
import { judgeRecord, sayVerdict, verdictOnRecord } from "../around.ts";
import { asOf, daysAgo, deal } from "../samples.ts";
import { aDeal, expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const early = { ...deal.stage, label: "Qualified", progress: 0.49 };
const late = { ...deal.stage, progress: 0.5 };
const quietFor = (days: number) => ({ lastActivityAt: daysAgo(days) });

test.each([
  ["early and quiet for 14 days", { stage: early, ...quietFor(14) }, {}, "pass"],
  ["early and quiet for 15 days", { stage: early, ...quietFor(15) }, {}, "fail"],
  ["late and quiet for 7 days", { stage: late, ...quietFor(7) }, {}, "pass"],
  ["late and quiet for 8 days", { stage: late, ...quietFor(8) }, {}, "fail"],
  ["late from another stage on", { stage: late, ...quietFor(8) }, { lateFromProgressPercent: 51 }, "pass"],
  ["with limits of its own", { stage: early, ...quietFor(4) }, { maxDaysWithoutActivity: 3 }, "fail"],
  ["with a late limit of its own", { stage: late, ...quietFor(8) }, { maxLateDaysWithoutActivity: 8 }, "pass"],
  ["never worked, made 7 days ago", { lastActivityAt: null, createdAt: daysAgo(7) }, {}, "pass"],
  ["never worked, made 8 days ago", { lastActivityAt: null, createdAt: daysAgo(8) }, {}, "fail"],
  ["last worked before there was a deal", { ...quietFor(30), createdAt: daysAgo(7) }, {}, "pass"],
  ["an activity, and no creation date", { ...quietFor(8), createdAt: null }, {}, "fail"],
  ["worked just now", { lastActivityAt: asOf }, {}, "pass"],
  ["neither an activity nor a creation date", { lastActivityAt: null, createdAt: null }, {}, "unknown"],
  ["in a stage that no pipeline lists", { stage: { ...late, progress: null }, ...quietFor(90) }, {}, "unknown"],
  ["closed", { stage: { ...late, isClosed: true, progress: null }, ...quietFor(90) }, {}, "not-applicable"],
] as const)("%s", (_, some, params, status) => {
  expect(judgeRecord(dealStale, { ...deal, ...some }, params).status).toBe(status);
});

test.each([
  ["2026-11-17T00:00:00+01:00", "pass"],
  ["2026-11-16T23:59:59+01:00", "fail"],
])("days are those of the client: last worked at %s is a %s a week and a day later", (instant, status) => {
  const setting = { asOf: new Date("2026-11-24T23:59:00+01:00") };
  expect(judgeRecord(dealStale, { ...deal, lastActivityAt: new Date(instant) }, {}, setting).status).toBe(status);
});

test.each([
  [early, 14, "medium", "2026-11-20T00:00:00+01:00"],
  [late, 7, "high", "2026-11-13T00:00:00+01:00"],
] as const)("in %o, where %i days are allowed, it is %s from the day after on", (stage, limit, severity, since) => {
  const verdict = judgeRecord(dealStale, { ...deal, stage, ...quietFor(20) });
  expect(verdict).toEqual({
    status: "fail",
    evidence: {
      quietSince: daysAgo(20).toISOString(),
      maxDaysWithoutActivity: limit,
      stage: stage.label,
      pipeline: "Sales",
      amount: 12_000,
    },
    since: new Date(since),
    severity,
  });
  expect(sayVerdict(dealStale, deal.name, verdict)).toBe(
    `Northwind renewal, in “${stage.label}”, has had no logged activity for 20 days (limit ${limit} days).`,
  );
});

describeSentences([
  {
    check: dealStale,
    name: deal.name,
    judge: (at) => judgeRecord(dealStale, { ...deal, ...quietFor(20) }, {}, { asOf: at }),
    brief: "in “Contract sent”, no activity (limit 7 days)",
    now: "Northwind renewal, in “Contract sent”, has had no logged activity for 20 days (limit 7 days).",
    lasting: "Northwind renewal, in “Contract sent”, has had no logged activity since 2026-11-05 (limit 7 days).",
    over: "Northwind renewal, in “Contract sent”, had no logged activity for 20 days (limit 7 days).",
  },
]);

test("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  expectToHold(dealStale, aDeal, (some) => (at) => verdictOnRecord(dealStale, some, {}, at));
});
