import { expect, test } from "vitest";
import { dealWithoutNextActivity } from "../../../checks/stages/deal-without-next-activity.ts";
import { judgeRecord, sayVerdict } from "../around.ts";
import { asOf, daysAgo, deal, minutesAgo } from "../samples.ts";

const at = (progress: number | null) => ({ stage: { ...deal.stage, progress } });
const idle = { ...deal, nextActivityAt: null };

test.each([
  ["nothing planned, in the last stage", at(1), {}, "fail"],
  ["nothing planned, halfway", at(0.5), {}, "fail"],
  ["nothing planned, just before halfway", at(0.49), {}, "not-applicable"],
  ["asked for from the first stage on", at(0), { fromProgressPercent: 0 }, "fail"],
  ["the next step is a minute ahead", { nextActivityAt: minutesAgo(-1) }, {}, "pass"],
  ["the next step is now, so it is no longer ahead", { nextActivityAt: asOf }, {}, "fail"],
  ["created on the last day of grace", { createdAt: new Date("2026-11-19T00:00:00+01:00") }, {}, "not-applicable"],
  ["created at the end of the day before", { createdAt: new Date("2026-11-18T23:59:59+01:00") }, {}, "fail"],
  ["without a creation date there is no grace", { createdAt: null }, {}, "fail"],
  ["no grace at all", { createdAt: asOf }, { graceDays: 0 }, "fail"],
  ["closed", { stage: { ...deal.stage, isClosed: true, progress: null } }, {}, "not-applicable"],
  ["in a stage that no pipeline lists", at(null), {}, "unknown"],
] as const)("%s", (_, some, params, status) => {
  expect(judgeRecord(dealWithoutNextActivity, { ...idle, ...some }, params).status).toBe(status);
});

test.each([
  [null, "Northwind renewal is in “Contract sent” with no next step."],
  [daysAgo(5), "Northwind renewal is in “Contract sent” with no next step: the last planned one was on 2026-11-20."],
])("with its last step at %s it says so", (nextActivityAt, summary) => {
  const verdict = judgeRecord(dealWithoutNextActivity, { ...deal, nextActivityAt });
  expect(sayVerdict(dealWithoutNextActivity, deal.name, verdict)).toBe(summary);
  expect(verdict).toEqual({
    status: "fail",
    evidence: {
      stage: "Contract sent",
      pipeline: "Sales",
      lastPlannedStepAt: nextActivityAt?.toISOString() ?? null,
      amount: 12_000,
    },
  });
});
