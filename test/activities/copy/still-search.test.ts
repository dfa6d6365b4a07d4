import { expect, test } from "vitest";
import { standsStill } from "../../../activities/copy/records/still-search.ts";
import type { ModifiedSpan } from "../../../connectors/hubspot/record-pages.ts";

const since = new Date("2026-11-25T10:00:00Z");
const still = { since: since.toISOString(), records: 300, newest: "2026-11-25T10:04:00.000Z" };

/** A search that knows so many records since then, and so many behind the newest one. */
const searchOf = (all: number, newer: number) => ({
  countInSearch: (_: string, __?: unknown, span?: ModifiedSpan) =>
    Promise.resolve(span!.from.getTime() === since.getTime() ? all : newer),
});

test.each([
  ["as many and none newer", 300, 0, true],
  ["one more, which came late and is older than the newest", 301, 0, false],
  ["one that was changed again", 300, 1, false],
  ["one fewer: it was deleted, or the index has lost it", 299, 0, false],
])("%s", async (_, all, newer, expected) => {
  expect(await standsStill(searchOf(all, newer), "contacts", since, still)).toBe(expected);
});

test("what is known of another watermark says nothing, and costs nothing", async () => {
  const nobody = { countInSearch: () => Promise.reject(new Error("asked")) };
  expect(await standsStill(nobody, "contacts", new Date(since.getTime() + 1), still)).toBe(false);
  expect(await standsStill(nobody, "contacts", since, null)).toBe(false);
});
