import { describe, expect, test } from "vitest";
import { currentOrNextSpan, openSpan, type WindowTimes } from "../../../domain/time/maintenance-window.ts";

const spanAt = (times: WindowTimes, zone: string, at: string) => {
  const span = openSpan(times, zone, new Date(at));
  return span === null ? null : `${span.from.toISOString().slice(0, 16)}/${span.until.toISOString().slice(0, 16)}`;
};
const weekly = (weekdays: readonly number[], from: string, until: string): WindowTimes => ({
  kind: "weekly",
  weekdays,
  from,
  until,
});
const everyDay = [0, 1, 2, 3, 4, 5, 6];

describe("a window across midnight, Saturdays from 22:00 to 02:00 in Berlin", () => {
  const saturday = weekly([6], "22:00", "02:00");
  const span = "2026-11-28T21:00/2026-11-29T01:00";
  test.each([
    ["2026-11-28T20:59:59Z", null],
    ["2026-11-28T21:00:00Z", span],
    ["2026-11-29T00:59:59Z", span],
    ["2026-11-29T01:00:00Z", null],
    // Friday's evening, and Sunday's.
    ["2026-11-27T21:30:00Z", null],
    ["2026-11-29T21:30:00Z", null],
  ])("at %s", (at, expected) => {
    expect(spanAt(saturday, "Europe/Berlin", at)).toBe(expected);
  });

  test("is another time in another zone", () => {
    expect(spanAt(saturday, "Asia/Tokyo", "2026-11-28T13:30:00Z")).toBe("2026-11-28T13:00/2026-11-28T17:00");
    expect(spanAt(saturday, "America/Los_Angeles", "2026-11-28T21:30:00Z")).toBeNull();
  });
});

describe("when the clocks change", () => {
  test.each([
    ["nothing of a skipped hour", weekly(everyDay, "02:00", "03:00"), "2026-03-29T01:00:00Z", null],
    [
      "a begin that is skipped is the change",
      weekly(everyDay, "02:30", "03:30"),
      "2026-03-29T01:00:00Z",
      "2026-03-29T01:00/2026-03-29T01:30",
    ],
    [
      "an end that is skipped is the change",
      weekly(everyDay, "01:00", "02:30"),
      "2026-03-29T00:59:00Z",
      "2026-03-29T00:00/2026-03-29T01:00",
    ],
    [
      "a night in spring is an hour shorter",
      weekly(everyDay, "22:00", "06:00"),
      "2026-03-29T03:59:00Z",
      "2026-03-28T21:00/2026-03-29T04:00",
    ],
    [
      "a night in autumn is an hour longer",
      weekly(everyDay, "22:00", "06:00"),
      "2026-10-25T04:59:00Z",
      "2026-10-24T20:00/2026-10-25T05:00",
    ],
    [
      "an hour that comes twice is open both times",
      weekly(everyDay, "02:00", "03:00"),
      "2026-10-25T01:59:00Z",
      "2026-10-25T00:00/2026-10-25T02:00",
    ],
  ])("%s", (_, times, at, expected) => {
    expect(spanAt(times, "Europe/Berlin", at)).toBe(expected);
  });
});

describe("a window that comes once", () => {
  const once: WindowTimes = { kind: "once", from: "2026-12-05 22:00", until: "2026-12-07 04:00" };
  const span = "2026-12-05T21:00/2026-12-07T03:00";
  test.each([
    ["2026-12-05T20:59:59Z", null],
    ["2026-12-05T21:00:00Z", span],
    ["2026-12-07T02:59:59Z", span],
    ["2026-12-07T03:00:00Z", null],
  ])("at %s", (at, expected) => {
    expect(spanAt(once, "Europe/Berlin", at)).toBe(expected);
  });

  test("is over for good", () => {
    expect(currentOrNextSpan(once, "Europe/Berlin", new Date("2026-12-07T03:00:00Z"))).toBeNull();
  });

  test("may end at midnight", () => {
    const evening: WindowTimes = { kind: "once", from: "2026-12-05 22:00", until: "2026-12-06 00:00" };
    expect(spanAt(evening, "UTC", "2026-12-05T23:59:00Z")).toBe("2026-12-05T22:00/2026-12-06T00:00");
  });
});

test("the next one is known while it is closed", () => {
  const next = currentOrNextSpan(weekly([1], "08:00", "09:00"), "UTC", new Date("2026-11-30T09:00:00Z"));
  expect(next?.from.toISOString()).toBe("2026-12-07T08:00:00.000Z");
});
