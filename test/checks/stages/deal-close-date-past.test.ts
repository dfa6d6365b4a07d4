import { expect, test } from "vitest";
import { dealCloseDatePast } from "../../../checks/stages/deal-close-date-past.ts";
import { clientIn, judgeRecord, sayVerdict } from "../around.ts";
import { deal } from "../samples.ts";

const closeOn = (day: string) => ({ closeAt: new Date(`${day}T00:00:00Z`) });
const closed = { ...deal.stage, isClosed: true, progress: null };

test.each([
  ["tomorrow", closeOn("2026-11-26"), {}, "pass"],
  ["today", closeOn("2026-11-25"), {}, "pass"],
  ["yesterday", closeOn("2026-11-24"), {}, "fail"],
  ["on the last day of grace", closeOn("2026-11-22"), { graceDays: 3 }, "pass"],
  ["a day after the grace", closeOn("2026-11-21"), { graceDays: 3 }, "fail"],
  ["no date", { closeAt: null }, {}, "not-applicable"],
  ["closed long ago", { ...closeOn("2026-01-01"), stage: closed }, {}, "not-applicable"],
  [
    "in a stage that no pipeline lists",
    { ...closeOn("2026-11-24"), stage: { ...deal.stage, progress: null } },
    {},
    "fail",
  ],
] as const)("due %s", (_, some, params, status) => {
  expect(judgeRecord(dealCloseDatePast, { ...deal, ...some }, params).status).toBe(status);
});

test.each([
  ["2026-11-11", "medium"],
  ["2026-11-10", "high"],
])("due on %s it is %s", (day, severity) => {
  expect(judgeRecord(dealCloseDatePast, { ...deal, ...closeOn(day) })).toMatchObject({ severity });
});

test.each([
  ["2026-11-24T22:59:59Z", "pass"],
  ["2026-11-24T23:00:00Z", "fail"],
])("“past” is decided by the client's own calendar: at %s it is a %s", (instant, status) => {
  const late = { ...deal, ...closeOn("2026-11-24") };
  expect(judgeRecord(dealCloseDatePast, late, {}, { asOf: new Date(instant) }).status).toBe(status);
});

test.each([
  [
    "stored with a time, it is due on the client's own day",
    "2026-11-24T15:00:00Z",
    "Asia/Tokyo",
    "2026-11-25T14:59:59Z",
    "pass",
  ],
  ["and late from that day's end", "2026-11-24T15:00:00Z", "Asia/Tokyo", "2026-11-25T15:00:00Z", "fail"],
  [
    "picked as a day, it is that day west of Greenwich too",
    "2026-11-24T00:00:00Z",
    "America/Los_Angeles",
    "2026-11-25T07:59:59Z",
    "pass",
  ],
  [
    "and late when that day has ended there",
    "2026-11-24T00:00:00Z",
    "America/Los_Angeles",
    "2026-11-25T08:00:00Z",
    "fail",
  ],
])("%s: %s in %s at %s is a %s", (_, closeAt, timeZone, instant, status) => {
  const setting = { asOf: new Date(instant), businessTime: clientIn(timeZone) };
  expect(judgeRecord(dealCloseDatePast, { ...deal, closeAt: new Date(closeAt) }, {}, setting).status).toBe(status);
});

test.each([
  ["2026-11-24", "1 day"],
  ["2026-11-20", "5 days"],
])("due on %s it keeps what and where, and says how long", (day, said) => {
  const verdict = judgeRecord(dealCloseDatePast, { ...deal, ...closeOn(day) });
  expect(sayVerdict(dealCloseDatePast, deal.name, verdict)).toContain(`, ${said} after its close date ${day}.`);
  expect(verdict).toEqual({
    status: "fail",
    evidence: { closeOn: day, graceDays: 0, stage: "Contract sent", pipeline: "Sales", amount: 12_000 },
    since: new Date(Date.parse(`${day}T00:00:00+01:00`) + 86_400_000),
    severity: "medium",
  });
});
