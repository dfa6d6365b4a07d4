import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBusinessTime, type BusinessCalendar } from "../../../domain/time/business-time.ts";
import { localInstant, meantDay, nextDay } from "../../../domain/time/civil-day.ts";
import { sameEachDay } from "./same-each-day.ts";
import { countWorkingMinutes, isPlain, transitions, wallClock } from "./wall-clock.ts";

const officeWeek = sameEachDay([1, 2, 3, 4, 5], "09:00", "18:00");
const berlin = createBusinessTime({ timeZone: "Europe/Berlin", hours: officeWeek, holidays: ["2026-12-25"] });
const aroundTheClock = createBusinessTime({ timeZone: "America/New_York", hours: null, holidays: ["2026-12-25"] });
const at = (text: string) => new Date(text);

describe("minutesBetween", () => {
  test.each([
    ["within one working day", "2026-11-23T09:00:00+01:00", "2026-11-23T09:42:00+01:00", 42],
    ["a part of a minute is no minute yet", "2026-11-23T09:00:00+01:00", "2026-11-23T09:00:59.999+01:00", 0],
    ["one minute is one", "2026-11-23T09:00:00+01:00", "2026-11-23T09:01:00+01:00", 1],
    ["before the opening nothing runs", "2026-11-23T07:00:00+01:00", "2026-11-23T09:00:00+01:00", 0],
    ["after the closing nothing runs", "2026-11-23T18:00:00+01:00", "2026-11-24T09:00:00+01:00", 0],
    ["from the last minute into the next morning", "2026-11-23T17:59:00+01:00", "2026-11-24T09:01:00+01:00", 2],
    ["Friday evening to Monday morning", "2026-11-27T17:30:00+01:00", "2026-11-30T09:30:00+01:00", 60],
    ["a holiday in between", "2026-12-24T17:00:00+01:00", "2026-12-28T10:00:00+01:00", 120],
    ["a whole week", "2026-11-23T00:00:00+01:00", "2026-11-30T00:00:00+01:00", 5 * 9 * 60],
    [
      "a week in which the clocks change on Sunday",
      "2026-10-19T00:00:00+02:00",
      "2026-10-26T00:00:00+01:00",
      5 * 9 * 60,
    ],
    ["backwards is nothing", "2026-11-24T10:00:00+01:00", "2026-11-23T10:00:00+01:00", 0],
    ["nothing is nothing", "2026-11-24T10:00:00+01:00", "2026-11-24T10:00:00+01:00", 0],
  ])("%s", (_, from, until, minutes) => {
    expect(berlin.minutesBetween(at(from), at(until))).toBe(minutes);
  });

  test("around the clock every minute counts, holidays and clock changes too", () => {
    expect(aroundTheClock.minutesBetween(at("2026-12-25T00:00:00Z"), at("2026-12-26T00:00:00Z"))).toBe(1440);
    expect(aroundTheClock.minutesBetween(at("2026-11-01T00:00:00-04:00"), at("2026-11-02T00:00:00-05:00"))).toBe(1500);
  });
});

describe("isLonger and firstLonger, to the millisecond", () => {
  test.each([
    ["within the day", "2026-11-23T09:00:30.500+01:00", 60, "2026-11-23T10:00:30.501+01:00"],
    ["what ends with the day is over in the morning", "2026-11-23T17:00:00+01:00", 60, "2026-11-24T09:00:00.001+01:00"],
    ["a millisecond before the end", "2026-11-23T16:59:59.999+01:00", 60, "2026-11-23T18:00:00+01:00"],
    ["from the weekend", "2026-11-28T12:00:00+01:00", 15, "2026-11-30T09:15:00.001+01:00"],
  ])("%s", (_, from, minutes, first) => {
    expect(berlin.firstLonger(at(from), minutes)).toEqual(at(first));
    const before = new Date(at(first).getTime() - 1);
    expect([before, at(first)].map((until) => berlin.isLonger(at(from), until, minutes))).toEqual([false, true]);
  });

  test("around the clock", () => {
    const [from, end] = [at("2026-12-25T00:00:00.250Z"), at("2026-12-25T01:00:00.250Z")];
    expect(aroundTheClock.isLonger(from, end, 60)).toBe(false);
    expect(aroundTheClock.firstLonger(from, 60).getTime()).toBe(end.getTime() + 1);
    expect(aroundTheClock.isLonger(from, new Date(end.getTime() + 1), 60)).toBe(true);
  });
});

describe("addMinutes", () => {
  test.each([
    ["within the day", "2026-11-23T09:00:00+01:00", 60, "2026-11-23T10:00:00+01:00"],
    ["to the very end of the day", "2026-11-23T17:00:00+01:00", 60, "2026-11-23T18:00:00+01:00"],
    ["a minute over the end", "2026-11-23T17:00:00+01:00", 61, "2026-11-24T09:01:00+01:00"],
    ["from the night", "2026-11-23T22:00:00+01:00", 15, "2026-11-24T09:15:00+01:00"],
    ["from the weekend", "2026-11-28T12:00:00+01:00", 15, "2026-11-30T09:15:00+01:00"],
    ["over a holiday and a weekend", "2026-12-24T17:45:00+01:00", 30, "2026-12-28T09:15:00+01:00"],
    ["nothing, at work", "2026-11-23T10:00:00+01:00", 0, "2026-11-23T10:00:00+01:00"],
    [
      "nothing, at the closing: work begins in the morning",
      "2026-11-23T18:00:00+01:00",
      0,
      "2026-11-24T09:00:00+01:00",
    ],
    [
      "nothing, in the evening: work begins in the morning",
      "2026-11-23T20:00:00+01:00",
      0,
      "2026-11-24T09:00:00+01:00",
    ],
    ["nothing, at night: work begins in the morning", "2026-11-23T05:00:00+01:00", 0, "2026-11-23T09:00:00+01:00"],
  ])("%s", (_, from, minutes, until) => {
    expect(berlin.addMinutes(at(from), minutes).toISOString()).toBe(at(until).toISOString());
  });

  test.each([10, 20, 25, 40, 50])("a step of %s seconds, told in minutes, falls on its second", (seconds) => {
    expect(berlin.addMinutes(at("2026-11-23T10:00:00Z"), seconds / 60).getTime()).toBe(
      Date.parse("2026-11-23T10:00:00Z") + seconds * 1000,
    );
    expect(aroundTheClock.addMinutes(at("2026-11-23T10:00:00Z"), seconds / 60).getTime()).toBe(
      Date.parse("2026-11-23T10:00:00Z") + seconds * 1000,
    );
  });

  test("a calendar without any working time says so instead of searching for ever", () => {
    const never = createBusinessTime({ timeZone: "UTC", hours: [], holidays: [] });
    expect(() => never.addMinutes(at("2026-11-23T10:00:00Z"), 1)).toThrow(/no working time within a year/);
    expect(never.minutesBetween(at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"))).toBe(0);
  });
});

describe("the day that a date of the CRM means", () => {
  test.each([
    ["a picked day is the day as written, east of Greenwich", "2026-11-25T00:00:00.000Z", "Asia/Tokyo", "2026-11-25"],
    ["and west of it", "2026-11-25T00:00:00.000Z", "America/Los_Angeles", "2026-11-25"],
    ["a millisecond later it is an instant", "2026-11-25T00:00:00.001Z", "America/Los_Angeles", "2026-11-24"],
    ["an afternoon in Greenwich is the next day in Tokyo", "2026-11-24T15:00:00.000Z", "Asia/Tokyo", "2026-11-25"],
    ["a millisecond earlier it is not", "2026-11-24T14:59:59.999Z", "Asia/Tokyo", "2026-11-24"],
  ])("%s", (_, at, timeZone, day) => expect(meantDay(new Date(at), timeZone)).toBe(day));
});

describe("opening hours that differ by weekday and run over midnight", () => {
  const night = createBusinessTime({
    timeZone: "Europe/Berlin",
    hours: [...sameEachDay([1, 2, 3, 4], "22:00", "06:00"), ...sameEachDay([5], "08:00", "12:00")],
    holidays: ["2026-11-25"],
  });
  test.each([
    ["the night belongs to the day on which it opens", "2026-11-23T21:00:00+01:00", "2026-11-24T07:00:00+01:00", 480],
    ["a holiday opens no night", "2026-11-25T12:00:00+01:00", "2026-11-26T12:00:00+01:00", 0],
    ["the night before a holiday runs to its end", "2026-11-24T23:00:00+01:00", "2026-11-25T23:00:00+01:00", 420],
    ["Friday has its own hours, after Thursday's night", "2026-11-27T00:00:00+01:00", "2026-11-28T00:00:00+01:00", 600],
  ])("%s", (_, from, until, minutes) => {
    expect(night.minutesBetween(at(from), at(until))).toBe(minutes);
  });

  test("a deadline passes midnight", () => {
    expect(night.addMinutes(at("2026-11-23T23:30:00+01:00"), 60).toISOString()).toBe("2026-11-23T23:30:00.000Z");
    expect(night.addMinutes(at("2026-11-24T05:30:00+01:00"), 31).toISOString()).toBe("2026-11-24T21:01:00.000Z");
  });
});

describe("local days", () => {
  test("the day is the client's own", () => {
    expect(berlin.localDay(at("2026-11-23T22:59:59Z"))).toBe("2026-11-23");
    expect(berlin.localDay(at("2026-11-23T23:00:00Z"))).toBe("2026-11-24");
  });

  test("days between are counted by the calendar, also over a change of the clocks", () => {
    expect(berlin.localDaysBetween(at("2026-10-24T21:59:00Z"), at("2026-10-25T23:01:00Z"))).toBe(2);
    expect(berlin.localDaysBetween(at("2026-11-24T10:00:00Z"), at("2026-11-23T10:00:00Z"))).toBe(-1);
    expect(berlin.localDaysBetween(at("2026-11-23T00:00:00Z"), at("2026-11-23T20:00:00Z"))).toBe(0);
  });

  test.each([
    ["2026-11-30", "2026-12-01"],
    ["2026-12-31", "2027-01-01"],
    ["2028-02-28", "2028-02-29"],
    ["2026-02-28", "2026-03-01"],
  ])("after %s comes %s", (day, next) => expect(nextDay(day)).toBe(next));

  test.each([
    ["Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T00:59:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00.000Z"],
    ["Europe/London", "2026-03-29", "01:30", "2026-03-29T01:30:00.000Z"],
    ["America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00.000Z"],
    ["Australia/Sydney", "2026-04-05", "02:30", "2026-04-04T15:30:00.000Z"],
    ["Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00:00.000Z"],
    ["Asia/Kathmandu", "2026-11-23", "09:00", "2026-11-23T03:15:00.000Z"],
    ["Europe/Berlin", "2026-11-23", "24:00", "2026-11-23T23:00:00.000Z"],
  ])("in %s, %s %s is %s", (timeZone, day, time, instant) => {
    expect(new Date(localInstant(day, time, timeZone)).toISOString()).toBe(instant);
  });
});

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "America/Santiago",
  "Africa/Cairo",
  "Asia/Kathmandu",
  "UTC",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
];
const everyDay = [0, 1, 2, 3, 4, 5, 6];
const hoursToTry = [
  officeWeek,
  sameEachDay(everyDay, "00:15", "06:00"),
  sameEachDay([0, 5, 6], "01:00", "23:59"),
  sameEachDay(everyDay, "00:00", "24:00"),
  sameEachDay(everyDay, "19:00", "24:00"),
  sameEachDay(everyDay, "22:00", "06:00"),
  [
    ...sameEachDay([5], "18:00", "03:30"),
    ...sameEachDay([6], "04:00", "02:00"),
    ...sameEachDay([1, 2], "08:00", "12:00"),
  ],
  [...sameEachDay([1, 2, 3, 4, 5], "08:00", "12:00"), ...sameEachDay([1, 2, 3, 4, 5], "13:00", "17:30")],
];
const clocks = zones.flatMap((timeZone) => {
  const changes = transitions(timeZone, 2026);
  return (changes.length > 0 ? changes : [at("2026-03-20T00:00:00Z")]).map((change) => wallClock(timeZone, change, 8));
});

describe("against the wall clock, minute by minute, around every change of the clocks", () => {
  const days = 8 * 24 * 60;
  const cases = fc.record({
    clock: fc.constantFrom(...clocks),
    hours: fc.constantFrom(null, ...hoursToTry),
    a: fc.nat(days - 1),
    b: fc.nat(days - 1),
    holiday: fc.nat(days - 1),
  });
  const situation = ({ clock, hours, a, b, holiday }: typeof cases extends fc.Arbitrary<infer Case> ? Case : never) => {
    fc.pre((hours ?? []).every(({ opens, closes }) => isPlain(clock, opens, closes)));
    const calendar: BusinessCalendar = { timeZone: clock.timeZone, hours, holidays: [clock.minutes[holiday]!.day] };
    const [from, until] = [Math.min(a, b), Math.max(a, b)];
    const instant = (minute: number) => new Date(clock.from.getTime() + minute * 60_000);
    return { clock, calendar, from, until, instant, businessTime: createBusinessTime(calendar) };
  };

  test("the same minutes are counted", () => {
    fc.assert(
      fc.property(cases, (some) => {
        const { clock, calendar, from, until, instant, businessTime } = situation(some);
        expect(businessTime.minutesBetween(instant(from), instant(until))).toBe(
          countWorkingMinutes(clock, calendar, from, until),
        );
      }),
      { numRuns: 1000, seed: 20_261_123 },
    );
  });

  test("two spans that meet are as long as the whole", () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), (some, share) => {
        const { from, until, instant, businessTime } = situation(some);
        const middle = instant(from + Math.floor((until - from) * share));
        const whole = businessTime.minutesBetween(instant(from), instant(until));
        const parts =
          businessTime.minutesBetween(instant(from), middle) + businessTime.minutesBetween(middle, instant(until));
        expect(parts).toBe(whole);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test("adding minutes and counting them undo each other", () => {
    fc.assert(
      fc.property(cases, fc.nat(10_000), (some, minutes) => {
        const { from, instant, businessTime } = situation(some);
        const until = businessTime.addMinutes(instant(from), minutes);
        expect(businessTime.minutesBetween(instant(from), until)).toBe(minutes);
        expect(businessTime.minutesBetween(instant(from), new Date(until.getTime() - 1))).toBe(
          Math.max(0, minutes - 1),
        );
      }),
      { numRuns: 400, seed: 11 },
    );
  });
});
