import { describe, expect, test } from "vitest";
import { decideLease, lessHeadroom } from "../../domain/allowance.ts";

const now = new Date("2026-11-25T15:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const ten = { requests: 10, windowMs: 10_000 };

describe("a lease", () => {
  test.each([
    ["of an untouched allowance", [], 4, 4],
    ["of more than there is", [], 11, 10],
    ["beside another one", [{ until: now, requests: 7 }], 4, 3],
    ["one millisecond before a slice has passed", [{ until: ago(10_249), requests: 10 }], 4, 0],
    ["when it has passed", [{ until: ago(10_250), requests: 10 }], 4, 4],
    ["beside a slice that may still be used", [{ until: ago(-900), requests: 10 }], 1, 0],
    ["beside one that was given back unused", [{ until: now, requests: 0 }], 10, 10],
    ["of nothing", [], 0, 0],
    ["when the limit has fallen below what is used", [{ until: now, requests: 12 }], 1, 0],
  ])("%s", (_, slices, wanted, granted) => {
    expect(decideLease(slices, ten, wanted, now).granted).toBe(granted);
  });

  test.each([
    [
      "the oldest slice has passed",
      [
        { until: ago(4_000), requests: 4 },
        { until: ago(1_000), requests: 6 },
      ],
      6_250,
    ],
    ["one that may still be used has passed", [{ until: ago(-1_000), requests: 10 }], 11_250],
  ])("that gets nothing waits until %s", (_, slices, waitMs) => {
    expect(decideLease(slices, ten, 1, now)).toEqual({ granted: 0, waitMs });
  });
});

test.each([
  [190, 10, 171],
  [190, 0, 190],
  [5, 10, 4],
  [1, 90, 1],
  [5, 90, 1],
])("of %s with a headroom of %s %% there are %s", (limit, headroomPercent, left) => {
  expect(lessHeadroom(limit, headroomPercent)).toBe(left);
});
