import { expect, test } from "vitest";
import { dueReports } from "../../../domain/time/report-due.ts";

const monday = { day: "monday", at: "07:30" } as const;
const sunday = { day: "sunday", at: "23:00" } as const;

test.each([
  {
    what: "a minute before",
    sent: monday,
    now: "2026-11-30T06:29:00Z",
    since: "2026-11-16T12:00:00Z",
    due: ["2026-W47"],
  },
  {
    what: "at the minute",
    sent: monday,
    now: "2026-11-30T06:30:00Z",
    since: "2026-11-16T12:00:00Z",
    due: ["2026-W47", "2026-W48"],
  },
  {
    what: "what was due before is left out",
    sent: monday,
    now: "2026-11-30T09:00:00Z",
    since: "2026-11-23T06:30:01Z",
    due: ["2026-W48"],
  },
  {
    what: "what was due at that instant is not",
    sent: monday,
    now: "2026-11-30T09:00:00Z",
    since: "2026-11-23T06:30:00Z",
    due: ["2026-W47", "2026-W48"],
  },
  {
    what: "a Sunday belongs to the week before it",
    sent: sunday,
    now: "2026-11-29T22:00:00Z",
    since: "2026-11-24T00:00:00Z",
    due: ["2026-W47"],
  },
  {
    what: "over the change of the clocks",
    sent: monday,
    now: "2026-10-26T06:30:00Z",
    since: "2026-10-20T00:00:00Z",
    due: ["2026-W43"],
  },
  {
    what: "over the turn of the year",
    sent: monday,
    now: "2027-01-04T06:30:00Z",
    since: "2026-12-29T00:00:00Z",
    due: ["2026-W53"],
  },
  {
    what: "nobody had been taken on yet",
    sent: monday,
    now: "2026-11-30T09:00:00Z",
    since: "2026-11-30T08:00:00Z",
    due: [],
  },
])("$what: $due", ({ sent, now, since, due }) => {
  expect(dueReports(sent, "Europe/Berlin", new Date(since), new Date(now)).map(({ period }) => period)).toEqual(due);
});

test("the instant is the client's local time", () => {
  const [report] = dueReports(
    monday,
    "America/New_York",
    new Date("2026-11-29T00:00:00Z"),
    new Date("2026-11-30T20:00:00Z"),
  );
  expect(report?.dueAt.toISOString()).toBe("2026-11-30T12:30:00.000Z");
});
