import { describe, expect, test } from "vitest";
import { auditMissed as check } from "../../../checks/ourselves/audit-missed.ts";
import { ageOf, clientAge, intervalPeriod, type Age, type ReadingFacts } from "../../../domain/watch/age.ts";
import { asOf, minutesAgo } from "../samples.ts";
import { verdictOnOurs } from "../around-inventory.ts";
import { describeSentences } from "../sentences.ts";

const hourMs = 3_600_000;
const facts: ReadingFacts = { completeAt: minutesAgo(30), dueSince: null, pause: null, copy: null };
/** An hourly cadence, by the rule that pages go by. */
const aged = (more: Partial<ReadingFacts> = {}, everyMs = hourMs): Age =>
  ageOf({ ...facts, ...more }, intervalPeriod(everyMs), asOf);
const judged = (cadences: Readonly<Record<string, Age>>) =>
  verdictOnOurs(check, { age: clientAge(new Map(Object.entries(cadences))) });

const oneAndAHalf = minutesAgo(90);

test.each([
  ["half a cadence old", {}, "pass"],
  ["one and a half cadences old to the millisecond", { completeAt: oneAndAHalf }, "pass"],
  ["older than that by a millisecond", { completeAt: new Date(oneAndAHalf.getTime() - 1) }, "fail"],
  ["of a day ago", { completeAt: minutesAgo(1440) }, "fail"],
  ["never come to, and not due yet", { completeAt: null, dueSince: minutesAgo(60) }, "pass"],
  ["never come to, and due for long", { completeAt: null, dueSince: minutesAgo(200) }, "fail"],
  [
    "old, of a cadence that an operator paused",
    { completeAt: minutesAgo(600), pause: { since: asOf, note: null } },
    "pass",
  ],
  [
    "old, while a copy is under way",
    { completeAt: minutesAgo(100), copy: { beganAt: minutesAgo(99), movedAt: minutesAgo(1) } },
    "pass",
  ],
] as const)("a last complete reading that is %s", (_, more, status) => {
  expect(judged({ hourly: aged(more) }).status).toBe(status);
});

describe("it agrees with the rule of age that pages and /readyz go by", () => {
  test.each([10, 89, 91, 120, 126, 179, 181, 10_000])("%d minutes after the last reading", (minutes) => {
    const age = aged({ completeAt: minutesAgo(minutes) });
    const isTold = ["late", "told", "not-checked"].includes(age.state);
    expect(judged({ hourly: age }).status).toBe(isTold ? "fail" : "pass");
  });
});

test("of several that are late the oldest is named, since it became late, and the others are counted", () => {
  const [old, older] = [aged({ completeAt: minutesAgo(200) }), aged({ completeAt: minutesAgo(300) })];
  const verdict = judged({ fast: old, hourly: older, daily: aged() });
  expect(verdict).toMatchObject({
    status: "fail",
    since: older.lateAt,
    evidence: { cadence: "hourly", alsoLate: 1, lastCompleteAt: minutesAgo(300).toISOString() },
  });
});

test("a run that looks back at the past says nothing, and without a cadence nothing is known", () => {
  expect(verdictOnOurs(check, { age: null }).status).toBe("not-applicable");
  expect(judged({}).status).toBe("unknown");
});

describeSentences([
  {
    check,
    name: "The portal",
    judge: () => judged({ hourly: aged({ completeAt: minutesAgo(200) }) }),
    now: "The hourly audits last read the portal whole on Wed 25 Nov, 12:40 UTC+1, longer ago than agreed.",
    lasting: "The hourly audits last read the portal whole on Wed 25 Nov, 12:40 UTC+1, longer ago than agreed.",
    over: "The hourly audits had last read the portal whole on Wed 25 Nov, 12:40 UTC+1, longer ago than agreed.",
  },
  {
    check,
    name: "The portal",
    judge: () => judged({ daily: aged({ completeAt: null, dueSince: minutesAgo(600) }) }),
    now: "The daily audits have never read the portal whole.",
    lasting: "The daily audits have never read the portal whole.",
    over: "The daily audits had never read the portal whole.",
  },
]);
