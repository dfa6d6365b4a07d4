import { expect, test } from "vitest";
import { leadUnanswered } from "../../../checks/follow-up/lead-unanswered.ts";
import { callAt } from "../../domain/sample-touch.ts";
import { asOf, daysAgo, judgeRecord, lead, minutesAgo } from "../around.ts";

const touch = (at: Date) => callAt(at);

test.each([
  ["the promise is kept to the minute", { raisedHandAt: minutesAgo(60) }, {}, "pass"],
  ["a minute over the promise", { raisedHandAt: minutesAgo(61) }, {}, "fail"],
  ["a client's own promise, kept", { raisedHandAt: minutesAgo(15) }, { promiseMinutes: 15 }, "pass"],
  ["a client's own promise, broken", { raisedHandAt: minutesAgo(16) }, { promiseMinutes: 15 }, "fail"],
  ["answered at once", { raisedHandAt: daysAgo(3), touches: [touch(daysAgo(3))] }, {}, "pass"],
  ["answered late is answered", { raisedHandAt: daysAgo(3), touches: [touch(minutesAgo(1))] }, {}, "pass"],
  ["answered at this very instant", { raisedHandAt: daysAgo(3), touches: [touch(asOf)] }, {}, "pass"],
  ["a touch from before the form is no answer", { raisedHandAt: daysAgo(3), touches: [touch(daysAgo(4))] }, {}, "fail"],
  ["a meeting that is still ahead is no answer yet", { raisedHandAt: daysAgo(3), touches: [touch(minutesAgo(-1))] }, {}, "fail"],
  [
    "a call that nobody took is an attempt",
    { raisedHandAt: daysAgo(3), touches: [callAt(daysAgo(2), { reach: "attempt" })] },
    {},
    "fail",
  ],
  ["a sequence is no answer", { raisedHandAt: daysAgo(3), touches: [callAt(daysAgo(2), { madeBy: "automated" })] }, {}, "fail"],
  ["nobody asked", { raisedHandAt: null }, {}, "not-applicable"],
  ["asked on the first day of the look-back", { raisedHandAt: daysAgo(30) }, {}, "fail"],
  ["asked before the look-back", { raisedHandAt: minutesAgo(30 * 1440 + 1) }, {}, "not-applicable"],
  ["asked after the run's instant", { raisedHandAt: minutesAgo(-5) }, {}, "pass"],
  ["a customer", { raisedHandAt: daysAgo(3), lifecycleStage: "customer" }, {}, "not-applicable"],
  ["no lifecycle stage", { raisedHandAt: daysAgo(3), lifecycleStage: null }, {}, "not-applicable"],
  ["a stage of the client's own", { raisedHandAt: daysAgo(3), lifecycleStage: "48211" }, { leadStages: ["48211"] }, "fail"],
  ["unqualified", { raisedHandAt: daysAgo(3), leadStatus: "UNQUALIFIED" }, {}, "not-applicable"],
  ["in progress", { raisedHandAt: daysAgo(3), leadStatus: "IN_PROGRESS" }, {}, "fail"],
] as const)("%s", (_, contact, params, status) => {
  expect(judgeRecord(leadUnanswered, { ...lead, ...contact }, params).status).toBe(status);
});

test.each([
  ["until its last minute", 900, "high"],
  ["from the minute after it", 899, "critical"],
])("a wait of 900 minutes is measured against the limit: %s", (_, criticalAfterMinutes, severity) => {
  const raisedHandAt = new Date("2026-11-24T09:00:00Z"); // Tuesday 10:00: eight hours that day, seven the next
  expect(judgeRecord(leadUnanswered, { ...lead, raisedHandAt }, { criticalAfterMinutes })).toMatchObject({ severity });
});

test("nights and weekends do not count", () => {
  const fridayEvening = new Date("2026-11-20T16:30:00Z"); // 17:30 in Berlin
  const judged = judgeRecord(leadUnanswered, { ...lead, raisedHandAt: fridayEvening });
  expect(judged).toMatchObject({ evidence: { waitedBusinessMinutes: 30 + 9 * 60 + 9 * 60 + 7 * 60 } });
});

test("it says who waits, how long, for what, and the promise", () => {
  const raisedHandAt = minutesAgo(125);
  expect(
    judgeRecord(leadUnanswered, {
      ...lead,
      raisedHandAt,
      touches: [touch(daysAgo(2)), callAt(minutesAgo(9), { reach: "attempt" })],
    }),
  ).toEqual({
    status: "fail",
    summary:
      "Ana Ruiz has waited 2 h 5 min of business time for a first answer after “Contact us: Demo request” (promised within 1 h).",
    evidence: {
      raisedHandAt: "2026-11-25T12:55:00.000Z",
      raisedHandOn: "Contact us: Demo request",
      waitedBusinessMinutes: 125,
      promiseMinutes: 60,
      attempts: 1,
    },
    since: raisedHandAt,
    severity: "high",
  });
});

test("without the form's name it says the rest", () => {
  const judged = judgeRecord(leadUnanswered, { ...lead, raisedHandAt: minutesAgo(61), raisedHandOn: null });
  expect(judged).toMatchObject({
    summary: "Ana Ruiz has waited 1 h 1 min of business time for a first answer (promised within 1 h).",
  });
});
