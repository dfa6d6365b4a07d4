import fc from "fast-check";
import { expect, test } from "vitest";
import { isoWeekOf, parseIsoWeek, weekBefore } from "../../../domain/time/iso-week.ts";

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

test.each(["2026-W00", "2026-W54", "2025-W53", "2026-48", "W48", "2026-W4", "2026-W48 ", ""])("“%s” is no week", (name) => {
  expect(() => parseIsoWeek(name, "UTC")).toThrow(RangeError);
});

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
    fc.property(fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }), zones, (at, zone) => {
      const week = isoWeekOf(at.toISOString().slice(0, 10), zone);
      expect(parseIsoWeek(week.name, zone)).toEqual(week);
      expect(weekBefore(week, zone).endsAt).toEqual(week.startsAt);
    }),
    { numRuns: 300 },
  );
});
