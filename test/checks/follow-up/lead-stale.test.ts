import { expect, test } from "vitest";
import { leadStale } from "../../../checks/follow-up/lead-stale.ts";
import type { RaisedAs } from "../../../domain/leads/hand.ts";
import { clockAt } from "../../domain/leads/sample-hand.ts";
import { judgeRecord } from "../around.ts";
import { daysAgo, lead } from "../samples.ts";

const hand = (days: number, more: Partial<RaisedAs> = {}): RaisedAs => ({
  ...clockAt(daysAgo(days)),
  isRepeat: false,
  ...more,
});
const newsletter = (days: number) => hand(days, { class: "other" });

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
  ["asked again on the last day of the limit", { lastActivityAt: daysAgo(90), hands: [hand(30)] }, {}, "pass"],
  ["asked again, and nobody answered", { lastActivityAt: daysAgo(90), hands: [hand(31)] }, {}, "fail"],
  ["asked long ago, worked on since", { lastActivityAt: daysAgo(1), hands: [hand(90)] }, {}, "pass"],
  ["a newsletter of yesterday", { lastActivityAt: daysAgo(90), hands: [newsletter(1)] }, {}, "fail"],
  ["a newsletter after the request", { lastActivityAt: daysAgo(90), hands: [hand(10), newsletter(1)] }, {}, "pass"],
  ["asked before and after the limit", { lastActivityAt: daysAgo(90), hands: [hand(40), hand(2)] }, {}, "pass"],
  [
    "nobody has said whether the form asks",
    { lastActivityAt: daysAgo(90), hands: [hand(3, { class: "unclassified" })] },
    {},
    "pass",
  ],
  ["old, but worked on", { lastActivityAt: daysAgo(1), createdAt: daysAgo(400) }, {}, "pass"],
  ["an activity that is still ahead", { lastActivityAt: daysAgo(-3) }, {}, "pass"],
  ["neither date is known", { lastActivityAt: null, createdAt: null }, {}, "unknown"],
  ["a limit of its own", { lastActivityAt: daysAgo(8) }, { maxDaysWithoutActivity: 7 }, "fail"],
  ["a customer", { lastActivityAt: daysAgo(90), lifecycleStage: "customer" }, {}, "not-applicable"],
  ["closed by its status", { lastActivityAt: daysAgo(90), leadStatus: "BAD_TIMING" }, {}, "not-applicable"],
] as const)("%s", (_, contact, params, status) => {
  expect(judgeRecord(leadStale, { ...lead, ...contact }, params).status).toBe(status);
});

test("it keeps since when, and fails from the day after the limit", () => {
  expect(judgeRecord(leadStale, { ...lead, createdAt: daysAgo(45) })).toEqual({
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
