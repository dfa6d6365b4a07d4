import { expect, test } from "vitest";
import { sayInstant, sayInstantInFull, sayTime } from "../../domain/say-instant.ts";

test.each([
  ["2026-11-23T08:12:05Z", "Europe/Berlin", "Mon 23 Nov, 09:12 UTC+1"],
  ["2026-07-06T08:12:05Z", "Europe/Berlin", "Mon 6 Jul, 10:12 UTC+2"],
  ["2026-11-23T08:12:05Z", "UTC", "Mon 23 Nov, 08:12 UTC"],
  ["2026-11-23T08:12:05Z", "Europe/London", "Mon 23 Nov, 08:12 UTC"],
  ["2026-09-06T23:12:05Z", "Europe/London", "Mon 7 Sep, 00:12 UTC+1"],
  ["2026-11-23T08:12:05Z", "America/Los_Angeles", "Mon 23 Nov, 00:12 UTC-8"],
  ["2026-11-23T08:12:05Z", "Asia/Kolkata", "Mon 23 Nov, 13:42 UTC+5:30"],
  ["2026-11-23T08:12:05Z", "Asia/Kathmandu", "Mon 23 Nov, 13:57 UTC+5:45"],
  ["2026-11-23T03:12:05Z", "America/St_Johns", "Sun 22 Nov, 23:42 UTC-3:30"],
])("%s in %s is “%s”", (at, zone, said) => {
  expect(sayInstant(at, zone)).toBe(said);
  expect(sayInstant(new Date(at), zone)).toBe(said);
});

test("the two hours of one name, when the clocks go back, are told apart", () => {
  expect(sayTime("2026-10-25T00:30:00Z", "Europe/Berlin")).toBe("02:30 UTC+2");
  expect(sayTime("2026-10-25T01:30:00Z", "Europe/Berlin")).toBe("02:30 UTC+1");
});

test("in full it has its year and seconds", () => {
  expect(sayInstantInFull("2026-11-23T08:12:05Z", "Europe/Berlin")).toBe("Mon 23 Nov 2026, 09:12:05 UTC+1");
});
