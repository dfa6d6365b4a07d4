import { expect, test } from "vitest";
import { leadStale } from "../../../checks/follow-up/lead-stale.ts";
import { daysAgo, judgeRecord, lead, minutesAgo } from "../around.ts";

test.each([
  ["active on the last day of the limit", { lastActivityAt: daysAgo(30) }, {}, "pass"],
  ["quiet for a minute over the limit", { lastActivityAt: minutesAgo(30 * 1440 + 1) }, {}, "fail"],
  ["never touched, created long ago", { lastActivityAt: null, createdAt: daysAgo(31) }, {}, "fail"],
  ["never touched, created lately", { lastActivityAt: null, createdAt: daysAgo(30) }, {}, "pass"],
  ["asked again on the last day of the limit", { lastActivityAt: daysAgo(90), raisedHandAt: daysAgo(30) }, {}, "pass"],
  ["asked again, and nobody answered", { lastActivityAt: daysAgo(90), raisedHandAt: minutesAgo(30 * 1440 + 1) }, {}, "fail"],
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

test("it says who, how long and the limit, and fails since the limit was passed", () => {
  expect(judgeRecord(leadStale, { ...lead, raisedHandAt: null, createdAt: daysAgo(45) })).toEqual({
    status: "fail",
    summary: "Ana Ruiz has been an open lead for 45 days without an activity (limit 30).",
    evidence: {
      quietSince: daysAgo(45).toISOString(),
      quietDays: 45,
      lifecycleStage: "lead",
      leadStatus: null,
      everTouched: false,
    },
    since: daysAgo(15),
  });
});
