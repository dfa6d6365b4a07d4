import { expect, test } from "vitest";
import { baselineOf } from "../../checks/define-check.ts";
import type { Measurement } from "../../domain/measures/measurement.ts";
import { plusDays } from "../../domain/time/civil-day.ts";

const today = "2026-11-30";
const daily = (value: (daysAgo: number) => number, n = 50): readonly Measurement[] =>
  Array.from({ length: 60 }, (_, daysAgo) => ({ day: plusDays(today, -daysAgo), n, value: value(daysAgo) }));
const week = { today, windowDays: 6, windows: 4 };

test("what is usual leaves out every window that shares a day with the one that is judged", () => {
  const past = daily((daysAgo) => (daysAgo < 7 ? 1_000 : 10));
  expect(baselineOf(past, week)).toEqual({ value: 10, windows: 4 });
});

test("each past window counts once, whatever a day in it says", () => {
  const marks = new Map([
    [7, 1],
    [14, 2],
    [21, 3],
    [28, 100],
  ]);
  expect(
    baselineOf(
      daily((daysAgo) => marks.get(daysAgo) ?? 50_000),
      week,
    ),
  ).toEqual({ value: 2.5, windows: 4 });
});

test("a window of too few records, or without a figure, is no baseline", () => {
  expect(
    baselineOf(
      daily(() => 10, 19),
      week,
    ),
  ).toBeNull();
  expect(
    baselineOf(
      daily(() => 10, 20),
      week,
    ),
  ).not.toBeNull();
  expect(baselineOf([{ day: plusDays(today, -10), n: 50, value: null }], week)).toBeNull();
  expect(baselineOf([], week)).toBeNull();
});

test("where a day is missing the window before it counts", () => {
  const past = daily((daysAgo) => daysAgo).filter(({ day }) => day !== plusDays(today, -7));
  expect(baselineOf(past, { ...week, windows: 2 })).toEqual({ value: (8 + 15) / 2, windows: 2 });
});
