import { expect, test } from "vitest";
import { countOf, ordinal, sayBusinessMinutes, sayMinutes } from "../../domain/duration.ts";

test.each([
  [0, "less than a minute", "less than a minute"],
  [0.9, "less than a minute", "less than a minute"],
  [1, "1 min", "1 min"],
  [59.9, "59 min", "59 min"],
  [60, "1 h", "1 h"],
  [61, "1 h 1 min", "1 h 1 min"],
  [125, "2 h 5 min", "2 h 5 min"],
  [1439, "23 h 59 min", "23 h 59 min"],
  [1440, "1 d", "24 h"],
  [1499, "1 d", "24 h 59 min"],
  [1500, "1 d 1 h", "25 h"],
  [3005, "2 d 2 h", "50 h 5 min"],
])("%s minutes are %s, and of business time %s", (minutes, calendar, business) => {
  expect(sayMinutes(minutes)).toBe(calendar);
  expect(sayBusinessMinutes(minutes)).toBe(business);
});

test.each([
  [0, "0 days"],
  [1, "1 day"],
  [2, "2 days"],
])("%s is said as %s", (count, said) => expect(countOf(count, "day")).toBe(said));

test("a plural of its own", () => {
  expect([countOf(1, "lead waits", "leads wait"), countOf(3, "lead waits", "leads wait")]).toEqual([
    "1 lead waits",
    "3 leads wait",
  ]);
});

test("a position is said as an ordinal", () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111].map(ordinal)).toEqual([
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "12th",
    "13th",
    "21st",
    "22nd",
    "101st",
    "111th",
  ]);
});
