import { describe, expect, test } from "vitest";
import { createBusinessTime } from "../../../domain/time/business-time.ts";
import { snoozeUntil, type SnoozeFor } from "../../../domain/time/snooze-until.ts";

const berlin = createBusinessTime({
  timeZone: "Europe/Berlin",
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "08:30", closes: "18:00" })),
  holidays: ["2026-12-25"],
});
const until = (length: SnoozeFor, at: string) => snoozeUntil(length, berlin, new Date(at)).toISOString().slice(0, 16);

test.each<readonly [SnoozeFor, string, string]>([
  ["1h", "2026-11-25T22:15:00Z", "2026-11-25T23:15"],
  ["tomorrow", "2026-11-25T10:00:00Z", "2026-11-26T07:30"],
  // After midnight in Berlin, so tomorrow is the day after.
  ["tomorrow", "2026-11-25T23:30:00Z", "2026-11-27T07:30"],
  // Friday: work begins again on Monday.
  ["tomorrow", "2026-11-27T10:00:00Z", "2026-11-30T07:30"],
  // Christmas Eve, a Thursday: the 25th is a holiday.
  ["tomorrow", "2026-12-24T10:00:00Z", "2026-12-28T07:30"],
  ["monday", "2026-11-25T10:00:00Z", "2026-11-30T07:30"],
  ["monday", "2026-11-29T10:00:00Z", "2026-11-30T07:30"],
  // On a Monday, the next one.
  ["monday", "2026-11-30T10:00:00Z", "2026-12-07T07:30"],
  [{ day: "2026-12-01" }, "2026-11-25T10:00:00Z", "2026-12-01T07:30"],
  [{ day: "2026-12-25" }, "2026-11-25T10:00:00Z", "2026-12-28T07:30"],
  // Across the change of the clocks work begins at half past eight all the same.
  ["monday", "2026-03-27T10:00:00Z", "2026-03-30T06:30"],
])("%j at %s", (length, at, expected) => {
  expect(until(length, at)).toBe(expected);
});

describe("a day", () => {
  test.each([
    ["2026-11-25", /not to come/],
    ["2026-11-24", /Name a later day, such as 2026-11-26/],
    ["2027-01-25", /more than 60 days ahead/],
  ])("%s is refused", (day, words) => {
    expect(() => until({ day }, "2026-11-25T10:00:00Z")).toThrow(words);
  });

  test("sixty days ahead is the last", () => {
    expect(until({ day: "2027-01-24" }, "2026-11-25T10:00:00Z")).toBe("2027-01-25T07:30");
  });
});

test("a team that works around the clock begins at midnight", () => {
  const always = createBusinessTime({ timeZone: "UTC", hours: null, holidays: [] });
  expect(snoozeUntil("tomorrow", always, new Date("2026-11-25T10:00:00Z")).toISOString()).toBe(
    "2026-11-26T00:00:00.000Z",
  );
});
