import { expect, test } from "vitest";
import { contactSourceMissing } from "../../../checks/campaign-tracking/contact-source-missing.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { asOf, lead, minutesAgo } from "../samples.ts";

const statusOf = (missing: number, present: number, params = {}) =>
  judgeCohorts(contactSourceMissing, { whole: [missing + present, missing] }, params).map(
    ({ verdict }) => verdict.status,
  );

test.each([
  ["none missing", 0, 100, {}, "pass"],
  ["five in a hundred are allowed", 5, 95, {}, "pass"],
  ["six in a hundred are not", 6, 94, {}, "fail"],
  ["a little more than five in a hundred", 504, 9_496, {}, "fail"],
  ["a limit of zero", 1, 99, { maxMissingPercent: 0 }, "fail"],
  ["a limit of a hundred", 100, 0, { maxMissingPercent: 100 }, "pass"],
  ["the smallest sample", 20, 0, {}, "fail"],
  ["one below the smallest sample", 19, 0, {}, "unknown"],
  ["nobody came", 0, 0, {}, "unknown"],
])("%s", (_, missing, present, params, status) => {
  expect(statusOf(missing, present, params)).toEqual([status]);
});

test("nobody at all is a sample too", () => {
  expect(judgeCohorts(contactSourceMissing, {})).toMatchObject([{ verdict: { status: "unknown" } }]);
});

test("a sample that is too small says how small", () => {
  expect(judgeCohorts(contactSourceMissing, { whole: [3, 3] })).toEqual([
    {
      subject: { id: "new-contacts", label: "New contacts" },
      verdict: { status: "unknown", reason: "insufficient sample: 3 new contacts in 30 days, at least 20 are needed" },
    },
  ]);
});

test("it says how many of how many, and the limit", () => {
  expect(judgeCohorts(contactSourceMissing, { whole: [40, 7] })).toEqual([
    {
      subject: { id: "new-contacts", label: "New contacts" },
      verdict: {
        status: "fail",
        evidence: { missing: 7, sample: 40, missingPercent: 17.5, maxMissingPercent: 5, windowDays: 30 },
      },
    },
  ]);
});

test.each([
  ["with a source", {}, 0],
  ["without one", { originalSource: null }, 1],
  ["created in the first second of the window", { createdAt: new Date("2026-10-25T23:00:00Z") }, 0],
  ["created in the second before the window", { createdAt: new Date("2026-10-25T22:59:59Z") }, null],
  ["created at this instant", { createdAt: asOf }, 0],
  ["created after this instant", { createdAt: minutesAgo(-1) }, null],
  ["without a creation date", { createdAt: null }, null],
] as const)("a contact %s counts as %s", (_, some, sum) => {
  expect(addedBy(contactSourceMissing, { ...lead, ...some })?.sum ?? null).toBe(sum);
});
