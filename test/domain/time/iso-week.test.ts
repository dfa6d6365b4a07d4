import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoWeekOf, parseEndedWeek, parseIsoWeek, weekBefore } from "../../../domain/time/iso-week.ts";

test.each([
  ["2026-11-23", "2026-W48", "2026-11-23", "2026-11-29"],
  ["2026-11-29", "2026-W48", "2026-11-23", "2026-11-29"],
  ["2026-01-01", "2026-W01", "2025-12-29", "2026-01-04"],
  ["2027-01-01", "2026-W53", "2026-12-28", "2027-01-03"],
  ["2027-01-04", "2027-W01", "2027-01-04", "2027-01-10"],
  ["2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"],
  ["2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"],
  ["2023-01-01", "2022-W52", "2022-12-26", "2023-01-01"],
])("%s lies in %s, from %s to %s", (day, name, firstDay, lastDay) => {
  expect(isoWeekOf(day, "Europe/Berlin")).toMatchObject({ name, firstDay, lastDay });
});

test("it begins and ends at local midnight, an hour more or less when the clocks change", () => {
  const week = isoWeekOf("2026-10-25", "Europe/Berlin");
  expect(week.startsAt.toISOString()).toBe("2026-10-18T22:00:00.000Z");
  expect(week.endsAt.toISOString()).toBe("2026-10-25T23:00:00.000Z");
});

test("the week before ends where this one begins", () => {
  const week = isoWeekOf("2027-01-04", "America/New_York");
  const before = weekBefore(week, "America/New_York");
  expect(before.name).toBe("2026-W53");
  expect(before.endsAt).toEqual(week.startsAt);
});

test.each(["2026-W00", "2026-W54", "2025-W53", "2026-48", "W48", "2026-W4", "2026-W48 ", ""])(
  "“%s” is no week",
  (name) => {
    expect(() => parseIsoWeek(name, "UTC")).toThrow(RangeError);
  },
);

/** Counts Mondays by walking through the year's days: slow, and unlike the formula. */
function weekByWalking(day: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const dayMs = 86_400_000;
  let thursday = wanted;
  while (new Date(thursday).getUTCDay() !== 4)
    thursday += new Date(thursday).getUTCDay() === 0 || new Date(thursday).getUTCDay() > 4 ? -dayMs : dayMs;
  const year = new Date(thursday).getUTCFullYear();
  let thursdays = 0;
  for (let at = Date.UTC(year, 0, 1); at <= thursday; at += dayMs) if (new Date(at).getUTCDay() === 4) thursdays += 1;
  return `${year}-W${String(thursdays).padStart(2, "0")}`;
}

test("every day of thirty years lies in the week that walking through the calendar finds", () => {
  for (let at = Date.UTC(2015, 0, 1); at < Date.UTC(2045, 0, 1); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    expect(isoWeekOf(day, "UTC").name).toBe(weekByWalking(day));
  }
});

test("a week's name reads back as the same week, in any zone", () => {
  const zones = fc.constantFrom("Europe/Berlin", "America/Santiago", "Pacific/Auckland", "Africa/Cairo");
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
      zones,
      (at, zone) => {
        const week = isoWeekOf(at.toISOString().slice(0, 10), zone);
        expect(parseIsoWeek(week.name, zone)).toEqual(week);
        expect(weekBefore(week, zone).endsAt).toEqual(week.startsAt);
      },
    ),
    { numRuns: 300 },
  );
});

describe("a report needs a week that is over, in the client's own zone", () => {
  const answer = (name: string, zone: string): string => {
    try {
      return parseEndedWeek(name, zone, now).name;
    } catch (error) {
      return (error as RangeError).message;
    }
  };
  const now = new Date("2026-11-29T23:30:00Z"); // Sunday evening in London, Monday in Berlin
  test.each([
    { name: "2026-W48", zone: "Europe/Berlin", says: /^20\d\d-W\d\d$/ },
    { name: "2026-W48", zone: "Europe/London", says: "This week is not over: it ends after 2026-11-29" },
    { name: "2026-W49", zone: "Europe/Berlin", says: "This week is not over" },
    { name: "2099-W10", zone: "Europe/Berlin", says: "2099-W10 is not over" },
    { name: "2026-W54", zone: "Europe/Berlin", says: "2026 has no week 54. Its last one is 2026-W53." },
    { name: "2026-W00", zone: "Europe/Berlin", says: "2026 has no week 00" },
    { name: "0001-W01", zone: "Europe/Berlin", says: "lies before HubSpot began" },
    { name: "2025-W48", zone: "Europe/Berlin", says: /^20\d\d-W\d\d$/ },
  ])("$name, asked on Sunday night, $zone", ({ name, zone, says }) => {
    expect(answer(name, zone)).toMatch(says);
  });
});
