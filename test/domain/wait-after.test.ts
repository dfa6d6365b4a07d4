import { describe, expect, test } from "vitest";
import { parseRetryAfter, waitAfter } from "../../domain/wait-after.ts";

const never = () => 0;
const almostOne = () => 0.999_999;
const hour = 3_600_000;

describe("a wait that was told is kept, whatever the attempt, with a little jitter on top", () => {
  test.each([
    { told: 10_000, attempt: 0, atLeast: 10_000, atMost: 11_000 },
    { told: 10_000, attempt: 9, atLeast: 10_000, atMost: 11_000 },
    { told: 600_000, attempt: 3, atLeast: 600_000, atMost: 605_000 },
    { told: 0, attempt: 3, atLeast: 1_000, atMost: 1_100 },
    { told: -7, attempt: 0, atLeast: 1_000, atMost: 1_100 },
    { told: 999_999_999_999, attempt: 0, atLeast: hour, atMost: hour + 5_000 },
    { told: Number.POSITIVE_INFINITY, attempt: 0, atLeast: hour, atMost: hour + 5_000 },
    { told: Number.NaN, attempt: 0, atLeast: hour, atMost: hour + 5_000 },
  ])("$told ms at attempt $attempt", ({ told, attempt, atLeast, atMost }) => {
    const asked = { retryAfterMs: told, isTold: true };
    expect(waitAfter(asked, attempt, never)).toBe(atLeast);
    expect(waitAfter(asked, attempt, almostOne)).toBeGreaterThan(atLeast);
    expect(waitAfter(asked, attempt, almostOne)).toBeLessThanOrEqual(atMost);
  });

  test("four answers of 429 with Retry-After 10 cost 40 seconds and no more than 44", () => {
    const sum = (random: () => number) =>
      [0, 1, 2, 3].reduce(
        (all, attempt) => all + waitAfter({ retryAfterMs: 10_000, isTold: true }, attempt, random),
        0,
      );
    expect(sum(never)).toBe(40_000);
    expect(sum(almostOne)).toBeLessThanOrEqual(44_000);
  });
});

describe("our own guess doubles, up to half an hour, spread by a quarter", () => {
  test.each([
    { attempt: 0, middle: 5_000 },
    { attempt: 1, middle: 10_000 },
    { attempt: 4, middle: 80_000 },
    { attempt: 20, middle: 1_800_000 },
    { attempt: 5_000, middle: 1_800_000 },
  ])("attempt $attempt", ({ attempt, middle }) => {
    expect(waitAfter({ retryAfterMs: 5_000 }, attempt, never)).toBe(middle * 0.75);
    expect(waitAfter({ retryAfterMs: 5_000 }, attempt, () => 0.5)).toBe(middle);
    expect(waitAfter({ retryAfterMs: 5_000 }, attempt, almostOne)).toBeLessThanOrEqual(middle * 1.25);
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-11-30T08:00:00Z");
  test.each([
    ["10", 10_000],
    ["0", 0],
    ["1.5", 1_500],
    [" 7 ", 7_000],
    ["Mon, 30 Nov 2026 08:00:30 GMT", 30_000],
    ["Mon, 30 Nov 2026 07:00:00 GMT", 0],
    ["Fri, 31 Dec 2199 23:59:59 GMT", hour],
    ["99999999999", hour],
    ["-5", null],
    ["soon", null],
    ["1e9", null],
    ["", null],
    ["2026", 2_026_000],
    ["2026-11-30", null],
    [null, null],
    [undefined, null],
  ])("%s is %s ms", (header, ms) => expect(parseRetryAfter(header, now)).toBe(ms));
});
