import { describeSentences } from "../sentences.ts";
import { describe, expect, test } from "vitest";
import { leadAssignedLate } from "../../../checks/routing/lead-assigned-late.ts";
import { addedBy, judgeValues } from "../around.ts";
import { daysAgo, lead } from "../samples.ts";

/** So many leads of each value. */
const leads = (...some: readonly (readonly [n: number, minutes: number])[]) =>
  some.flatMap(([n, minutes]) => Array.from({ length: n }, () => minutes));
const statusOf = (values: readonly number[], params = {}) => judgeValues(leadAssignedLate, values, params).status;

test.each([
  ["all at once", leads([20, 0]), {}, "pass"],
  ["half at the limit", leads([11, 5], [9, 60]), {}, "pass"],
  ["a minute over it", leads([9, 5], [11, 6]), {}, "fail"],
  ["exactly half of them within it", leads([10, 5], [10, 6]), {}, "pass"],
  ["one in ten at an hour", leads([17, 0], [3, 60]), {}, "pass"],
  ["one in ten over an hour", leads([17, 0], [3, 61]), {}, "fail"],
  ["fewer than that over an hour", leads([18, 0], [2, 600]), {}, "pass"],
  ["the smallest sample", leads([20, 90]), {}, "fail"],
  ["one below it", leads([19, 90]), {}, "unknown"],
  ["nobody", [], {}, "unknown"],
  ["limits of its own", leads([20, 90]), { maxMedianMinutes: 90, maxNineOfTenMinutes: 90 }, "pass"],
])("%s", (_, values, params, status) => {
  expect(statusOf(values, params)).toBe(status);
});

/** Wednesday, 10:00 in Berlin. */
const createdAt = new Date("2026-11-25T09:00:00Z");
const after = (minutes: number) => new Date(createdAt.getTime() + minutes * 60_000);
const past = (...values: readonly (readonly [minutes: number, ownerId: string | null])[]) => ({
  ownerId: values.map(([minutes, value]) => ({ at: after(minutes), value, source: null })),
});
const came = { ...lead, createdAt };

describe("what a lead counts for", () => {
  test.each([
    ["owned at once", { ownedSince: createdAt }, {}, 0],
    ["within the limit, whatever came before", { ownedSince: after(5) }, {}, 5],
    ["late, from the first", { ownedSince: after(90), history: past([90, "7"]) }, {}, 90],
    ["late, because it was handed on", { ownedSince: after(90), history: past([2, "8"], [90, "7"]) }, {}, 2],
    [
      "taken away and given anew",
      { ownedSince: after(90), history: past([0, null], [3, "7"], [9, null], [90, "7"]) },
      {},
      3,
    ],
    ["HubSpot does not say since when", { ownedSince: null, history: past([4, "7"]) }, {}, 4],
    [
      "weeks later, it is as late as can be",
      { ownedSince: after(90), createdAt: daysAgo(29), history: past([90, "7"]) },
      {},
      10_000,
    ],
  ] as const)("%s", (_, own, params, minutes) => {
    expect(addedBy(leadAssignedLate, { ...came, ...own }, params)).toEqual({ cohort: "whole", sum: minutes });
  });

  test.each([
    ["no owner at all", { ownerId: null }],
    ["nobody says when it was made", { createdAt: null }],
    ["made before the window", { createdAt: daysAgo(32), ownedSince: daysAgo(32) }],
    ["an import", { madeBy: "IMPORT", ownedSince: createdAt }],
    ["a subscriber", { lifecycleStage: "subscriber", ownedSince: createdAt }],
    ["a history without any owner", { ownedSince: after(90), history: past([0, null]) }],
  ] as const)("nothing: %s", (_, own) => {
    expect(addedBy(leadAssignedLate, { ...came, ...own })).toBeNull();
  });

  test("nights and weekends do not count", () => {
    const made = new Date("2026-11-20T22:00:00Z");
    const ownedSince = new Date("2026-11-23T08:04:00Z");
    expect(addedBy(leadAssignedLate, { ...came, createdAt: made, ownedSince })).toEqual({ cohort: "whole", sum: 4 });
  });

  test("whose history nobody has read is left out, and said to be", () => {
    const suspect = { ...came, ownedSince: after(90) };
    expect(() => addedBy(leadAssignedLate, suspect)).toThrow("its history was not read yet");
  });

  test("outside the window no history is wanted", () => {
    expect(addedBy(leadAssignedLate, { ...came, createdAt: daysAgo(32), ownedSince: daysAgo(20) })).toBeNull();
  });
});

test("it keeps half and nine of ten, and both limits", () => {
  expect(judgeValues(leadAssignedLate, leads([12, 12], [4, 50], [4, 200]))).toEqual({
    status: "fail",
    evidence: {
      sample: 20,
      median: 12,
      nineOfTen: 200,
      maxMedianMinutes: 5,
      maxNineOfTenMinutes: 60,
      windowDays: 30,
    },
  });
});

describeSentences([
  {
    check: leadAssignedLate,
    name: "New leads",
    judge: () => judgeValues(leadAssignedLate, leads([12, 12], [4, 50], [4, 200])),
    brief: "assigned late",
    now: "Of 20 new leads in 30 days, half have waited 12 min of business time or longer for an owner (limit 5 min), and one in ten 3 h 20 min or longer (limit 1 h).",
    lasting:
      "Of 20 new leads in 30 days, half have waited 12 min of business time or longer for an owner (limit 5 min), and one in ten 3 h 20 min or longer (limit 1 h).",
    over: "Of 20 new leads in 30 days, half had waited 12 min of business time or longer for an owner (limit 5 min), and one in ten 3 h 20 min or longer (limit 1 h).",
  },
]);
