import { expect, test } from "vitest";
import { leadUnanswered } from "../../../checks/follow-up/lead-unanswered.ts";
import type { Clock } from "../../../domain/leads/hand.ts";
import { answeredAt, clockAt } from "../../domain/leads/sample-hand.ts";
import { judgeRecord, sayVerdict } from "../around.ts";
import { businessTime, daysAgo, lead, minutesAgo } from "../samples.ts";

const since = (raisedAt: Date, more: Partial<Clock> = {}) => ({
  raisedHandAt: raisedAt,
  clocks: [clockAt(raisedAt, more)],
});
const answered = (raisedAt: Date, endedAt: Date) => ({
  raisedHandAt: raisedAt,
  clocks: [answeredAt(raisedAt, endedAt)],
});

test.each([
  ["the promise is kept to the minute", since(minutesAgo(60)), {}, "pass"],
  ["a minute over the promise", since(minutesAgo(61)), {}, "fail"],
  ["a client's own promise, kept", since(minutesAgo(15)), { promiseMinutes: 15 }, "pass"],
  ["a client's own promise, broken", since(minutesAgo(16)), { promiseMinutes: 15 }, "fail"],
  ["answered at once", answered(daysAgo(3), daysAgo(3)), {}, "pass"],
  ["answered late is answered: that is a fact of the hand", answered(daysAgo(3), minutesAgo(1)), {}, "pass"],
  [
    "answered, and asked again since",
    { clocks: [answeredAt(daysAgo(3), daysAgo(2)), clockAt(minutesAgo(61))] },
    {},
    "fail",
  ],
  [
    "a second form while the first waits moves nothing",
    { clocks: [clockAt(minutesAgo(61)), clockAt(minutesAgo(5), { state: "repeat" })] },
    {},
    "fail",
  ],
  [
    "a newsletter while the first waits moves nothing",
    { clocks: [clockAt(minutesAgo(61)), clockAt(minutesAgo(5), { class: "other" })] },
    {},
    "fail",
  ],
  ["a newsletter alone asks for nothing", since(daysAgo(3), { class: "other" }), {}, "not-applicable"],
  [
    "nobody has said what this form asks for, so it is watched",
    since(daysAgo(3), { class: "unclassified" }),
    {},
    "fail",
  ],
  ["nobody asked", { raisedHandAt: null }, {}, "not-applicable"],
  ["asked in the first second of the look-back's first day", since(new Date("2026-10-25T23:00:00Z")), {}, "fail"],
  ["asked before the look-back", since(new Date("2026-10-25T22:59:59Z")), {}, "not-applicable"],
  ["asked after the run's instant", since(minutesAgo(-5)), {}, "pass"],
  ["a customer", { ...since(daysAgo(3)), lifecycleStage: "customer" }, {}, "not-applicable"],
  ["no lifecycle stage", { ...since(daysAgo(3)), lifecycleStage: null }, {}, "not-applicable"],
  ["a stage of the client's own", { ...since(daysAgo(3)), lifecycleStage: "48211" }, { leadStages: ["48211"] }, "fail"],
  ["unqualified", { ...since(daysAgo(3)), leadStatus: "UNQUALIFIED" }, {}, "not-applicable"],
  ["in progress", { ...since(daysAgo(3)), leadStatus: "IN_PROGRESS" }, {}, "fail"],
] as const)("%s", (_, contact, params, status) => {
  expect(judgeRecord(leadUnanswered, { ...lead, ...contact }, params).status).toBe(status);
});

test.each([
  ["until its last minute", 900, "high"],
  ["from the minute after it", 899, "critical"],
])("a wait of 900 minutes is measured against the limit: %s", (_, criticalAfterMinutes, severity) => {
  const raisedHandAt = new Date("2026-11-24T09:00:00Z"); // Tuesday 10:00: eight hours that day, seven the next
  expect(judgeRecord(leadUnanswered, { ...lead, ...since(raisedHandAt) }, { criticalAfterMinutes })).toMatchObject({
    severity,
  });
});

test("nights and weekends do not count", () => {
  const fridayEvening = new Date("2026-11-20T16:30:00Z"); // 17:30 in Berlin
  const judged = judgeRecord(leadUnanswered, { ...lead, ...since(fridayEvening) });
  expect(sayVerdict(leadUnanswered, lead.name, judged)).toContain("has waited 25 h 30 min of business time");
});

test("it keeps since when somebody waits, for what, and the promise", () => {
  const raisedHandAt = minutesAgo(125);
  expect(
    judgeRecord(leadUnanswered, {
      ...lead,
      ...since(raisedHandAt, { attempts: 1, automated: 2, ai: 3 }),
    }),
  ).toEqual({
    status: "fail",
    evidence: {
      raisedHandAt: "2026-11-25T12:55:00.000Z",
      raisedHandOn: "Contact us: Demo request",
      madeBy: "FORM",
      isFormKnown: true,
      promiseMinutes: 60,
      attempts: 1,
      automatedTouches: 2,
      aiTouches: 3,
    },
    since: raisedHandAt,
    severity: "high",
  });
});

test("without the form's name it says the rest", () => {
  const judged = judgeRecord(leadUnanswered, { ...lead, ...since(minutesAgo(61), { source: null }) });
  expect(sayVerdict(leadUnanswered, lead.name, judged)).toBe(
    "Ana Ruiz has waited 1 h 1 min of business time for a first answer (promised within 1 h).",
  );
});

test.each([
  ["Contact us: Demo request", "Demo request"],
  ["Shop: Berlin: Callback", "Callback"],
  ["Demo request", "Demo request"],
  ["", "asked to be contacted"],
  [null, "asked to be contacted"],
])("a hand on %j is said as “%s” in a line of a list", (source, words) => {
  const judged = judgeRecord(leadUnanswered, { ...lead, ...since(minutesAgo(61), { source }) });
  if (judged.status !== "fail") throw new Error("It did not fail.");
  const facts = { name: lead.name, since: minutesAgo(61), at: null, isOver: false, businessTime };
  expect(leadUnanswered.brief!({ ...facts, evidence: judged.evidence })).toBe(words);
});

// Only what another check goes on to watch is handed over: a finding must not end as if somebody had answered.
const outside = { state: "outside" as const };
test.each([
  ["asked before the look-back", since(new Date("2026-10-25T22:59:59Z")), "handed-over"],
  ["asked before it, and nobody keeps the hand any more", { raisedHandAt: daysAgo(40), clocks: [] }, "handed-over"],
  ["waits since before it, and the property is empty", { ...since(daysAgo(40)), raisedHandAt: null }, "handed-over"],
  ["never asked", { raisedHandAt: null, clocks: [] }, undefined],
  ["asked a newsletter within it", since(daysAgo(3), { class: "other" }), undefined],
  [
    "asked in the first second of its first day, outside of what is watched",
    since(new Date("2026-10-25T23:00:00Z"), outside),
    undefined,
  ],
] as const)("who %s is handed over: %s", (_, contact, ending) => {
  const judged = judgeRecord(leadUnanswered, { ...lead, ...contact });
  expect(judged).toMatchObject({ status: "not-applicable" });
  expect("ending" in judged ? judged.ending : undefined).toBe(ending);
});
