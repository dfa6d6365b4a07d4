import { describeSentences } from "../sentences.ts";
import { expect, test } from "vitest";
import { formLeadsUnassigned } from "../../../checks/routing/form-leads-unassigned.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { daysAgo, lead } from "../samples.ts";

const statusOf = (leads: number, unassigned: number, params = {}) =>
  judgeCohorts(formLeadsUnassigned, { demo: [leads, unassigned] }, params).map(({ verdict }) => verdict.status);

test.each([
  ["half of ten", 10, 5, {}, "fail"],
  ["one less", 10, 4, {}, "pass"],
  ["the smallest sample", 5, 3, {}, "fail"],
  ["one below the smallest sample", 4, 4, {}, "unknown"],
  ["none", 20, 0, {}, "pass"],
  ["a limit of its own", 10, 2, { maxUnassignedPercent: 20 }, "fail"],
  ["two of seven at a limit between the two", 7, 2, { maxUnassignedPercent: 28.6 }, "pass"],
  ["a sample of its own", 10, 10, { minSample: 11 }, "unknown"],
])("%s", (_, leads, unassigned, params, status) => {
  expect(statusOf(leads, unassigned, params)).toEqual([status]);
});

test("each form is judged for itself", () => {
  const judged = judgeCohorts(formLeadsUnassigned, { demo: [10, 9], contact: [10, 0] });
  expect(judged.map(({ subject, verdict }) => [subject.id, verdict.status])).toEqual([
    ["form:demo", "fail"],
    ["form:contact", "pass"],
  ]);
});

test.each([
  ["with an owner", {}, {}, { cohort: "demo request", sum: 0 }],
  ["without one", { ownerId: null }, {}, { cohort: "demo request", sum: 1 }],
  ["a title with a colon in it", { raisedHandOn: "A: B: Demo  request " }, {}, { cohort: "demo request", sum: 0 }],
  ["already an opportunity", { lifecycleStage: "opportunity" }, {}, { cohort: "demo request", sum: 0 }],
  ["no lead at all", { lifecycleStage: "subscriber" }, {}, null],
  ["no form", { raisedHandOn: null }, {}, null],
  ["nobody says when", { raisedHandAt: null }, {}, null],
  ["before the window", { raisedHandAt: daysAgo(32) }, {}, null],
  ["a newsletter", { raisedHandOn: "Blog: Newsletter" }, {}, null],
  ["a form that is left out", {}, { ignoredForms: ["DEMO request"] }, null],
  ["an import", { madeBy: "IMPORT" }, {}, null],
  ["spam without an owner", { ownerId: null, leadStatus: "UNQUALIFIED" }, {}, null],
  ["unqualified by its owner", { leadStatus: "UNQUALIFIED" }, {}, { cohort: "demo request", sum: 0 }],
] as const)("%s counts so", (_, own, params, counted) => {
  expect(addedBy(formLeadsUnassigned, { ...lead, ...own }, params)).toEqual(counted);
});

test("it keeps how many of how many, and the limit", () => {
  expect(judgeCohorts(formLeadsUnassigned, { demo: [12, 8] })).toEqual([
    {
      subject: { id: "form:demo", label: "Form demo" },
      verdict: {
        status: "fail",
        evidence: { leads: 12, unassigned: 8, unassignedPercent: 66.7, maxUnassignedPercent: 50, windowDays: 30 },
      },
    },
  ]);
});

describeSentences([
  {
    check: formLeadsUnassigned,
    name: "Form demo",
    judge: () => judgeCohorts(formLeadsUnassigned, { demo: [12, 8] })[0]!.verdict,
    brief: "8 of 12 leads without an owner",
    now: "8 of 12 leads of 30 days from “demo” have no owner: 66.7 % (limit 50 %).",
    lasting: "8 of 12 leads of 30 days from “demo” have no owner: 66.7 % (limit 50 %).",
    over: "8 of 12 leads of 30 days from “demo” had no owner: 66.7 % (limit 50 %).",
  },
]);
