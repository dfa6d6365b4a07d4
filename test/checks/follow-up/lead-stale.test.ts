import { expect, test } from "vitest";
import { leadStale } from "../../../checks/follow-up/lead-stale.ts";
import { daysAgo, judgeRecord, lead } from "../around.ts";

test.each([
  [
    "active in the first second of the last day of the limit",
    { lastActivityAt: new Date("2026-10-25T23:00:00Z") },
    {},
    "pass",
  ],
  ["quiet since the day before", { lastActivityAt: new Date("2026-10-25T22:59:59Z") }, {}, "fail"],
  ["never touched, created long ago", { lastActivityAt: null, createdAt: daysAgo(31) }, {}, "fail"],
  ["never touched, created lately", { lastActivityAt: null, createdAt: daysAgo(30) }, {}, "pass"],
  ["asked again on the last day of the limit", { lastActivityAt: daysAgo(90), raisedHandAt: daysAgo(30) }, {}, "pass"],
  ["asked again, and nobody answered", { lastActivityAt: daysAgo(90), raisedHandAt: daysAgo(31) }, {}, "fail"],
  ["asked long ago, worked on since", { lastActivityAt: daysAgo(1), raisedHandAt: daysAgo(90) }, {}, "pass"],
  ["old, but worked on", { lastActivityAt: daysAgo(1), createdAt: daysAgo(400) }, {}, "pass"],
  ["an activity that is still ahead", { lastActivityAt: daysAgo(-3) }, {}, "pass"],
  ["neither date is known", { lastActivityAt: null, createdAt: null }, {}, "unknown"],
  ["a limit of its own", { lastActivityAt: daysAgo(8) }, { maxDaysWithoutActivity: 7 }, "fail"],
  ["a customer", { lastActivityAt: daysAgo(90), lifecycleStage: "customer" }, {}, "not-applicable"],
  ["closed by its status", { lastActivityAt: daysAgo(90), leadStatus: "BAD_TIMING" }, {}, "not-applicable"],
] as const)("%s", (_, contact, params, status) => {
  expect(judgeRecord(leadStale, { ...lead, raisedHandAt: null, ...contact }, params).status).toBe(status);
});

test("it keeps since when, and fails from the day after the limit", () => {
  expect(judgeRecord(leadStale, { ...lead, raisedHandAt: null, createdAt: daysAgo(45) })).toEqual({
    status: "fail",
    evidence: {
      quietSince: daysAgo(45).toISOString(),
      maxDaysWithoutActivity: 30,
      lifecycleStage: "lead",
      leadStatus: null,
      everTouched: false,
    },
    since: new Date("2026-11-10T23:00:00Z"),
  });
});
