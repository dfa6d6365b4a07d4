import { expect, test } from "vitest";
import { leadUnassigned } from "../../../checks/routing/lead-unassigned.ts";
import { daysAgo, judgeRecord, lead, minutesAgo } from "../around.ts";

const orphan = { ...lead, ownerId: null };

test.each([
  ["within the limit", { raisedHandAt: minutesAgo(15) }, {}, "pass"],
  ["a minute over the limit", { raisedHandAt: minutesAgo(16) }, {}, "fail"],
  ["it has an owner", { raisedHandAt: daysAgo(3), ownerId: "7" }, {}, "pass"],
  ["a limit of its own", { raisedHandAt: minutesAgo(6) }, { maxUnassignedMinutes: 5 }, "fail"],
  ["nobody asked", { raisedHandAt: null }, {}, "not-applicable"],
  ["on the first day of the look-back", { raisedHandAt: daysAgo(30) }, {}, "fail"],
  ["before the look-back", { raisedHandAt: minutesAgo(30 * 1440 + 1) }, {}, "not-applicable"],
  ["a customer", { raisedHandAt: daysAgo(1), lifecycleStage: "customer" }, {}, "not-applicable"],
  ["unqualified", { raisedHandAt: daysAgo(1), leadStatus: "UNQUALIFIED" }, {}, "not-applicable"],
] as const)("%s", (_, contact, params, status) => {
  expect(judgeRecord(leadUnassigned, { ...orphan, ...contact }, params).status).toBe(status);
});

test.each([
  [60, "high"],
  [61, "critical"],
])("after %s minutes it is %s", (minutes, severity) => {
  expect(judgeRecord(leadUnassigned, { ...orphan, raisedHandAt: minutesAgo(minutes) })).toMatchObject({ severity });
});

test("it says who, how long and the limit", () => {
  expect(judgeRecord(leadUnassigned, { ...orphan, raisedHandAt: minutesAgo(50) })).toEqual({
    status: "fail",
    summary: "Ana Ruiz has had no owner for 50 min of business time (limit 15 min).",
    evidence: {
      raisedHandAt: minutesAgo(50).toISOString(),
      raisedHandOn: "Contact us: Demo request",
      unassignedBusinessMinutes: 50,
    },
    since: minutesAgo(50),
    severity: "high",
  });
});
