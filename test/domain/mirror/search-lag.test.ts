import { expect, test } from "vitest";
import { lagAfter, mayHideMuch, type SearchLag } from "../../../domain/mirror/search-lag.ts";

const minuteMs = 60_000;
const asOf = new Date("2026-11-25T15:00:00Z");
const lag = (minutes: number, agoMinutes = 0): SearchLag => ({
  ms: minutes * minuteMs,
  at: new Date(asOf.getTime() - agoMinutes * minuteMs).toISOString(),
});

test.each([
  ["nothing was hidden, nothing is known", null, 0, null],
  ["a minute is what a search that is well needs", null, 1, null],
  ["a first one", null, 4, lag(4)],
  ["a larger one", lag(4, 10), 20, lag(20)],
  ["one of about that size", lag(20, 10), 12, lag(20)],
  ["a small one, while the large one may still hide something", lag(75, 10), 4, lag(75, 10)],
  ["a small one after that", lag(75, 80), 4, lag(4)],
  ["nothing hidden since", lag(75, 80), 0, lag(75, 80)],
  ["nothing hidden for a day", lag(75, 24 * 60 + 1), 0, null],
])("%s", (_, before, measured, after) => {
  expect(lagAfter(before, measured * minuteMs, asOf)).toEqual(after);
});

test.each([
  ["nothing is known to be hidden", null, false, false],
  ["an hour", lag(60), false, false],
  ["more than an hour", lag(61), false, true],
  ["more than an hour, and the search shows the last minutes", lag(61), true, false],
  ["more than an hour, as long ago as that", lag(61, 61), false, true],
  ["more than an hour, a while ago", lag(61, 62), false, false],
])("in doubt: %s", (_, known, isCurrent, expected) => {
  expect(mayHideMuch(known, asOf, isCurrent)).toBe(expected);
});
