import fc from "fast-check";
import { expect, test } from "vitest";
import { leadWithoutContact as check } from "../../../checks/handoff/lead-without-contact.ts";
import { judgeRecord, verdictOnRecord } from "../around.ts";
import { daysAgo, lead, leadObject } from "../samples.ts";
import { expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const stage = { ...leadObject.stage, isClosed: true, progress: null };

test.each([
  ["no contact", {}, [], {}, "fail"],
  ["a contact", {}, [lead], {}, "pass"],
  [
    "no contact on a qualified lead",
    { stage: { ...stage, id: "qualified-stage-id", label: "Qualified" } },
    [],
    {},
    "fail",
  ],
  [
    "no contact on a disqualified lead",
    { stage: { ...stage, id: "unqualified-stage-id", label: "Disqualified" } },
    [],
    {},
    "not-applicable",
  ],
  [
    "the same where only another stage says so",
    { stage: { ...stage, id: "8", label: "Disqualified" } },
    [],
    { disqualifiedStages: ["Lost"] },
    "fail",
  ],
  // 2026-11-18 is seven days before the day that is judged.
  ["made on the last new day", { createdAt: new Date("2026-11-18T23:00:00Z") }, [], {}, "not-applicable"],
  ["made on the day before", { createdAt: new Date("2026-11-18T22:59:59Z") }, [], {}, "fail"],
  ["made today, where no time is given", { createdAt: daysAgo(0) }, [], { graceDays: 0 }, "fail"],
  ["nobody says when it was made", { createdAt: null }, [], {}, "fail"],
] as const)("%s", (_, some, related, params, status) => {
  expect(judgeRecord(check, { ...leadObject, ...some, related }, params).status).toBe(status);
});

test("it keeps where the lead stands", () => {
  expect(judgeRecord(check, leadObject)).toEqual({ status: "fail", evidence: { stage: "Connected" } });
});

test("while nothing changes but the time, what it says holds until the instant that it names", () => {
  const some = fc.record({ createdAt: maybe(instant), related: fc.constantFrom([], [], [lead]) });
  expectToHold(check, some, (own) => (at) => verdictOnRecord(check, { ...leadObject, ...own }, {}, at));
});

describeSentences([
  {
    check,
    name: "Northwind",
    judge: (at) => verdictOnRecord(check, leadObject, {}, { asOf: at }),
    brief: "in “Connected”, no contact",
    now: "The lead Northwind is in “Connected” with no contact.",
    lasting: "The lead Northwind is in “Connected” with no contact.",
    over: "The lead Northwind was in “Connected” with no contact.",
  },
]);
