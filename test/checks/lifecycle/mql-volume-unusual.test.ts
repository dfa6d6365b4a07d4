import { describe, expect, test } from "vitest";
import { mqlVolumeUnusual as check } from "../../../checks/lifecycle/mql-volume-unusual.ts";
import { plusDays } from "../../../domain/time/civil-day.ts";
import { createBusinessTime } from "../../../domain/time/business-time.ts";
import { sameEachDay } from "../../domain/time/same-each-day.ts";
import { addedBy, judgeCohorts, sayVerdict } from "../around.ts";
import { asOf, lead } from "../samples.ts";
import { describeSentences } from "../sentences.ts";

/** The day before the one that is judged, a Tuesday, and the eight Tuesdays before it. */
const yesterday = "2026-11-24";
const usual = [10, 12, 10, 8, 11, 9, 10, 10];
/** Somebody became an MQL long enough ago. */
const before = { "2026-09-25": 3 };
const sameWeekdays = (counts: readonly number[], day = yesterday) =>
  Object.fromEntries(counts.map((count, week) => [plusDays(day, -7 * (week + 1)), count]));

const verdictOf = (cohorts: Readonly<Record<string, number>>, own = {}, at = asOf) =>
  judgeCohorts(check, cohorts, own, { asOf: at })[0]!.verdict;
const onTuesdays = (count: number, counts: readonly number[] = usual, own = {}) =>
  verdictOf({ ...before, ...sameWeekdays(counts), ...(count > 0 && { [yesterday]: count }) }, own);

describe("where 10 a Tuesday are usual, give or take one", () => {
  test.each([
    [0, "fail"],
    [4, "fail"],
    // Half of what is usual is no less than half.
    [5, "pass"],
    [10, "pass"],
    [20, "pass"],
    [21, "fail"],
    [90, "fail"],
  ])("%i are a %s", (count, status) => expect(onTuesdays(count).status).toBe(status));

  test.each([
    [8, { minPercentOfUsual: 90, maxDeviations: 1 }, "fail"],
    [8, { minPercentOfUsual: 90 }, "pass"],
    [13, { maxPercentOfUsual: 120, maxDeviations: 1 }, "fail"],
    [21, { maxPercentOfUsual: 300 }, "pass"],
    [3, { maxDeviations: 5 }, "pass"],
    // As far as is still chance.
    [4, { maxDeviations: 0.6745 * 6 }, "pass"],
    [4, { maxDeviations: 0.6745 * 6 - 0.001 }, "fail"],
  ] as const)("%i by %o are a %s", (count, own, status) => expect(onTuesdays(count, usual, own).status).toBe(status));
});

test.each([
  // The further Tuesdays lie from one another, the more is chance: 10, give or take six.
  ["chance where numbers vary", 2, [4, 16, 4, 16, 10, 10, 3, 17], "pass"],
  ["not chance where they do not", 4, [10, 10, 10, 10, 10, 10, 10, 10], "fail"],
  ["few people are chance: one of three", 1, [3, 3, 3, 3, 3, 3, 3, 3], "pass"],
  ["twenty in eight weeks suffice", 9, [3, 3, 3, 3, 2, 2, 2, 2], "fail"],
  ["nineteen do not", 9, [3, 3, 3, 2, 2, 2, 2, 2], "unknown"],
] as const)("%s", (_, count, counts, status) => expect(onTuesdays(count, counts).status).toBe(status));

describe("what lies too near to say what is usual", () => {
  test.each([
    ["the first MQL on the eighth Tuesday before", { "2026-09-29": 10 }, "fail"],
    ["the first MQL a week later", { "2026-09-29": 0, "2026-10-01": 3 }, "unknown"],
  ] as const)("%s", (_, first, status) => {
    const cohorts = Object.entries({ ...sameWeekdays(usual), ...first, [yesterday]: 1 }).filter(([, n]) => n > 0);
    expect(verdictOf(Object.fromEntries(cohorts)).status).toBe(status);
  });

  test("nobody ever became one", () => {
    expect(verdictOf({})).toEqual({
      status: "unknown",
      reason: "insufficient sample: 0 new MQLs on one weekday in 8 weeks, at least 20 are needed",
    });
  });
});

describe("the day that is judged", () => {
  const fridays = sameWeekdays(usual, "2026-11-20");
  test("is the last one that can be: on a Monday after a quiet weekend, Friday", () => {
    const monday = new Date("2026-11-23T07:00:00Z");
    expect(verdictOf({ ...before, ...fridays, "2026-11-20": 1 }, {}, monday)).toMatchObject({
      status: "fail",
      evidence: { day: "2026-11-20", mqls: 1, usual: 10 },
    });
  });

  test("is never today, which is not over", () => {
    const tuesday = new Date("2026-11-24T20:00:00Z");
    const cohorts = { ...before, ...sameWeekdays(usual), ...sameWeekdays(usual, "2026-11-23"), "2026-11-23": 10 };
    expect(verdictOf({ ...cohorts, [yesterday]: 90 }, {}, tuesday).status).toBe("pass");
  });

  const mondays = sameWeekdays(usual, "2026-11-23");
  const closedOn = (...holidays: readonly string[]) =>
    judgeCohorts(
      check,
      { ...before, ...mondays, ...sameWeekdays(usual), "2026-11-23": 10, [yesterday]: 1 },
      {},
      {
        businessTime: createBusinessTime({
          timeZone: "Europe/Berlin",
          hours: sameEachDay([1, 2, 3, 4, 5], "09:00", "18:00"),
          holidays,
        }),
      },
    )[0]!.verdict;

  test("is no holiday", () => {
    expect(closedOn().status).toBe("fail");
    expect(closedOn(yesterday).status).toBe("pass");
  });

  test("is judged though it is a holiday, where that weekday mostly was one", () => {
    const before = (count: number) => Array.from({ length: count }, (_, week) => plusDays(yesterday, -7 * (week + 1)));
    expect(closedOn(yesterday, ...before(3)).status).toBe("pass");
    expect(closedOn(yesterday, ...before(5)).status).toBe("fail");
  });

  test("may be a day without business hours where that weekday never has some", () => {
    const sunday = new Date("2026-11-22T07:00:00Z");
    const saturdays = sameWeekdays(usual, "2026-11-21");
    expect(verdictOf({ ...before, ...saturdays }, {}, sunday)).toMatchObject({ evidence: { day: "2026-11-21" } });
  });
});

test("a contact counts on the local day on which it became an MQL", () => {
  expect(addedBy(check, { ...lead, becameMqlAt: new Date("2026-11-23T23:30:00Z") })).toEqual({
    cohort: yesterday,
    sum: 1,
  });
  // Seventy days before today is the first that counts.
  expect(addedBy(check, { ...lead, becameMqlAt: new Date("2026-09-15T22:00:00Z") })).not.toBeNull();
  expect(addedBy(check, { ...lead, becameMqlAt: new Date("2026-09-15T21:59:59Z") })).toBeNull();
  expect(addedBy(check, { ...lead, becameMqlAt: null })).toBeNull();
});

test("it says what came, what is usual and the limit", () => {
  expect(onTuesdays(1)).toEqual({
    status: "fail",
    evidence: {
      day: yesterday,
      mqls: 1,
      usual: 10,
      baselineWeeks: 8,
      minPercentOfUsual: 50,
      maxPercentOfUsual: 200,
    },
    since: new Date("2026-11-23T23:00:00Z"),
  });
  expect(sayVerdict(check, "New MQLs", onTuesdays(1))).toBe(
    "1 new MQL on 2026-11-24; the usual number on that weekday is 10 (limit 50 % of it).",
  );
});

describeSentences([
  {
    check,
    name: "New MQLs",
    judge: () => onTuesdays(30),
    brief: "30 on 2026-11-24, usually 10",
    now: "30 new MQLs on 2026-11-24; the usual number on that weekday is 10 (limit 200 % of it).",
    lasting: "30 new MQLs on 2026-11-24; the usual number on that weekday is 10 (limit 200 % of it).",
    over: "30 new MQLs on 2026-11-24; the usual number on that weekday was 10 (limit 200 % of it).",
  },
]);
