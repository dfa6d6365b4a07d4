import { expect, test } from "vitest";
import { dealCloseDatePushed } from "../../../checks/stages/deal-close-date-pushed.ts";
import { judgeRecord, sayVerdict, verdictOnRecord } from "../around.ts";
import { daysAgo, deal } from "../samples.ts";
import { aDeal, expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

/** Its close dates, one set each day; the last one stands today. */
const dates = (...days: readonly (string | null)[]) => {
  const values = days.map((day) => (day === null ? null : new Date(`${day}T00:00:00Z`)));
  const closeAt = values.at(-1) ?? null;
  const past = values.map((value, place) => ({ at: daysAgo(30 - place), value, source: "CRM_UI" }));
  return { closeAt, history: { closeAt: past } };
};
const judged = (some: object, params = {}) => judgeRecord(dealCloseDatePushed, { ...deal, ...some }, params);
const twice = dates("2026-10-01", "2026-10-20", "2026-11-10");
const thrice = dates("2026-10-01", "2026-10-10", "2026-10-20", "2026-11-10");

test.each([
  ["never", dates("2026-10-01"), {}, "pass"],
  ["twice", twice, {}, "pass"],
  ["three times", thrice, {}, "fail"],
  ["twice, where that is too often", twice, { minTimesPushed: 2 }, "fail"],
  [
    "three times, and back again",
    dates("2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-01"),
    {},
    "fail",
  ],
  ["three times to an earlier day", dates("2026-11-10", "2026-10-20", "2026-10-10", "2026-10-01"), {}, "pass"],
  ["once, by 60 days", dates("2026-09-01", "2026-10-31"), {}, "pass"],
  ["once, by 61 days", dates("2026-09-01", "2026-11-01"), {}, "fail"],
  ["by 61 days, where 61 are allowed", dates("2026-09-01", "2026-11-01"), { maxDaysPushed: 61 }, "pass"],
  ["by years, and then corrected", dates("2026-09-01", "2036-09-01", "2026-09-15"), {}, "pass"],
  ["by 61 days across a time without a date", dates("2026-09-01", null, "2026-11-01"), {}, "fail"],
  ["closed", { ...thrice, stage: { ...deal.stage, isClosed: true, progress: null } }, {}, "not-applicable"],
  ["without a date today", dates("2026-09-01", "2026-11-01", null), {}, "not-applicable"],
  [
    "made on the last day of grace",
    { ...thrice, createdAt: new Date("2026-11-19T00:00:00+01:00") },
    {},
    "not-applicable",
  ],
  ["made at the end of the day before", { ...thrice, createdAt: new Date("2026-11-18T23:59:59+01:00") }, {}, "fail"],
  ["without a creation date", { ...thrice, createdAt: null }, {}, "fail"],
  ["a date, and a history without any", { history: { closeAt: [] } }, {}, "unknown"],
] as const)("%s", (_, some, params, status) => {
  expect(judged(some, params).status).toBe(status);
});

test("its history is asked for last: of deals that are closed, new or without a date it is never read", () => {
  const closed = { stage: { ...deal.stage, isClosed: true, progress: null } };
  for (const some of [closed, { closeAt: null }, { createdAt: daysAgo(3) }])
    expect(judged(some).status).toBe("not-applicable");
  expect(judged({})).toEqual({ status: "unknown", reason: "its history was not read yet", wantsHistory: true });
});

test("what is moved and moved back on one day was a slip; what stands at the day's end counts once", () => {
  const at = (time: string, day: string) => ({ at: new Date(time), value: new Date(`${day}T00:00:00Z`), source: null });
  const slips = [
    at("2026-11-02T08:00:00Z", "2026-11-30"),
    at("2026-11-03T08:00:00Z", "2036-11-30"),
    at("2026-11-03T08:01:00Z", "2026-12-01"),
    at("2026-11-03T08:02:00Z", "2026-12-02"),
    at("2026-11-03T22:59:59Z", "2026-12-03"),
  ];
  const standing = (more: readonly unknown[]) => ({
    closeAt: new Date("2026-12-05T00:00:00Z"),
    history: { closeAt: [...slips, ...more] },
  });
  const nextDay = at("2026-11-03T23:00:00Z", "2026-12-04");
  expect(judged(standing([nextDay])).status).toBe("pass");
  const verdict = judged(standing([nextDay, at("2026-11-05T08:00:00Z", "2026-12-05")]));
  expect(verdict).toMatchObject({ status: "fail", evidence: { pushes: 3 } });
});

test("a date that stands at a day's end as it stood before was not pushed", () => {
  const set = (time: string, on: string) => ({ at: new Date(time), value: new Date(`${on}T00:00:00Z`), source: null });
  const wavering = ["03", "04", "05"].flatMap((day) => [
    set(`2026-11-${day}T08:00:00Z`, "2026-12-20"),
    set(`2026-11-${day}T09:00:00Z`, "2026-11-30"),
  ]);
  const history = { closeAt: [set("2026-11-02T08:00:00Z", "2026-11-30"), ...wavering] };
  expect(judged({ closeAt: new Date("2026-11-30T00:00:00Z"), history }).status).toBe("pass");
});

test("it fails since the push that was one too many, and says how often and how far", () => {
  const four = dates("2026-10-01", "2026-10-10", "2026-10-20", "2026-11-10", "2026-11-12");
  const verdict = judged(four);
  expect(verdict).toEqual({
    status: "fail",
    evidence: {
      pushes: 4,
      firstCloseOn: "2026-10-01",
      closeOn: "2026-11-12",
      minTimesPushed: 3,
      maxDaysPushed: 60,
      stage: "Contract sent",
      amount: 12_000,
    },
    since: daysAgo(27),
  });
  expect(sayVerdict(dealCloseDatePushed, deal.name, verdict)).toBe(
    "The close date of Northwind renewal has been pushed 4 times, from 2026-10-01 to 2026-11-12.",
  );
});

describeSentences([
  {
    check: dealCloseDatePushed,
    name: deal.name,
    judge: (at) => judgeRecord(dealCloseDatePushed, { ...deal, ...twice }, { minTimesPushed: 2 }, { asOf: at }),
    brief: "close date pushed twice, from 2026-10-01 to 2026-11-10",
    now: "The close date of Northwind renewal has been pushed twice, from 2026-10-01 to 2026-11-10.",
    lasting: "The close date of Northwind renewal has been pushed twice, from 2026-10-01 to 2026-11-10.",
    over: "The close date of Northwind renewal had been pushed twice, from 2026-10-01 to 2026-11-10.",
  },
]);

test("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  expectToHold(
    dealCloseDatePushed,
    aDeal,
    (some) => (at) => verdictOnRecord(dealCloseDatePushed, some, { minTimesPushed: 1 }, at),
  );
});
