import { expect, test } from "vitest";
import { utmValueFragmented } from "../../../checks/campaign-tracking/utm-value-fragmented.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { lead } from "../samples.ts";

const failing = (counts: Readonly<Record<string, number>>, params = {}) =>
  judgeCohorts(utmValueFragmented, counts, params)
    .filter(({ verdict }) => verdict.status === "fail")
    .map(({ subject }) => subject.id);

test.each([
  ["one spelling", { linkedin: 50 }, {}, []],
  ["two spellings, both often", { linkedin: 50, LinkedIn: 5 }, {}, ["utm-source:linkedin"]],
  ["two spellings, one of them seldom", { linkedin: 50, LinkedIn: 4 }, {}, []],
  ["a limit of its own", { linkedin: 50, LinkedIn: 4 }, { minContactsPerSpelling: 4 }, ["utm-source:linkedin"]],
  ["hyphens, dots and spaces", { "linked-in": 5, "linked.in": 5, " linked in ": 5 }, {}, ["utm-source:linkedin"]],
  ["different channels", { linkedin: 50, google: 50 }, {}, []],
  ["full-width letters", { google: 9, ｇｏｏｇｌｅ: 9 }, {}, ["utm-source:google"]],
  ["an alias", { li: 9, linkedin: 9 }, { aliases: { li: "linkedin" } }, ["utm-source:linkedin"]],
  [
    "an alias in another spelling",
    { Li: 9, linkedin: 9 },
    { aliases: { "L.I": "Linked-In" } },
    ["utm-source:linkedin"],
  ],
  ["a name that every object has", { constructor: 9, Constructor: 9 }, {}, ["utm-source:constructor"]],
])("%s", (_, counts, params, ids) => {
  expect(failing(counts, params)).toEqual(ids);
});

test("each channel is a subject of its own, called by its most frequent spelling", () => {
  expect(judgeCohorts(utmValueFragmented, { facebook: 3, LinkedIn: 12, linkedin: 7, "linked-in": 1 })).toEqual([
    { subject: { id: "utm-source:facebook", label: "UTM source facebook" }, verdict: { status: "pass" } },
    {
      subject: { id: "utm-source:linkedin", label: "UTM source LinkedIn" },
      verdict: {
        status: "fail",
        evidence: { ways: 2, spellings: "“LinkedIn” (12), “linkedin” (7)", contacts: 19, windowDays: 90 },
      },
    },
  ]);
});

test("where no contact came with a source there is nothing to judge", () => {
  expect(judgeCohorts(utmValueFragmented, {})).toMatchObject([{ verdict: { status: "not-applicable" } }]);
});

test.each([
  ["as it is written", { utmSource: "Linked-In" }, "Linked-In"],
  ["not at all without one", { utmSource: null }, null],
  ["in the first second of the window", { createdAt: new Date("2026-08-26T22:00:00Z") }, "google"],
  ["not in the second before the window", { createdAt: new Date("2026-08-26T21:59:59Z") }, null],
] as const)("a contact counts %s", (_, some, cohort) => {
  expect(addedBy(utmValueFragmented, { ...lead, ...some })?.cohort ?? null).toBe(cohort);
});

test("a page's address can be endless, the name of a finding cannot", () => {
  expect(addedBy(utmValueFragmented, { ...lead, utmSource: "x".repeat(5000) })!.cohort).toHaveLength(80);
  expect(addedBy(utmValueFragmented, { ...lead, utmSource: `${"x".repeat(79)}😀` })!.cohort.isWellFormed()).toBe(true);
});
