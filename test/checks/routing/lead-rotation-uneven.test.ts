import { describeSentences } from "../sentences.ts";
import { describe, expect, test } from "vitest";
import { leadRotationUneven } from "../../../checks/routing/lead-rotation-uneven.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { daysAgo, lead, owner } from "../samples.ts";

const owners = ["a", "b", "c", "d"].map((id) => ({ ...owner, id, name: `Owner ${id}`, email: `${id}@x.example` }));
const judge = (
  leads: Readonly<Record<string, number>>,
  params: Readonly<Record<string, unknown>> = {},
  listed: readonly (typeof owner)[] = owners,
) =>
  Object.fromEntries(
    judgeCohorts(leadRotationUneven, leads, params, { inventory: { owner: listed } }).map(({ subject, verdict }) => [
      subject.id.replace("owner:", ""),
      verdict.status,
    ]),
  );

test.each([
  ["even", { a: 10, b: 10, c: 10, d: 10 }, { a: "pass", b: "pass", c: "pass", d: "pass" }],
  ["exactly twice the share", { a: 20, b: 7, c: 7, d: 6 }, { a: "pass", b: "pass", c: "pass", d: "pass" }],
  ["one more than twice", { a: 21, b: 7, c: 6, d: 6 }, { a: "fail", b: "pass", c: "pass", d: "pass" }],
  ["exactly half the share", { a: 5, b: 12, c: 12, d: 11 }, { a: "pass", b: "pass", c: "pass", d: "pass" }],
  ["one less than half, by chance", { a: 4, b: 12, c: 12, d: 12 }, { a: "pass", b: "pass", c: "pass", d: "pass" }],
  ["and less than that, by no chance", { a: 3, b: 13, c: 12, d: 12 }, { a: "fail", b: "pass", c: "pass", d: "pass" }],
  ["the smallest sample", { a: 11, b: 3, c: 3, d: 3 }, { a: "fail", b: "pass", c: "pass", d: "pass" }],
  ["one below it", { a: 10, b: 3, c: 3, d: 3 }, { a: "unknown", b: "unknown", c: "unknown", d: "unknown" }],
])("%s", (_, leads, expected) => {
  expect(judge(leads)).toEqual(expected);
});

describe("who is in the rotation", () => {
  test("an owner who was deactivated is not", () => {
    const listed = owners.map((one) => (one.id === "d" ? { ...one, isActive: false } : one));
    expect(judge({ a: 13, b: 13, c: 14, d: 1 }, {}, listed)).toEqual({ a: "pass", b: "pass", c: "pass" });
  });

  test.each([
    ["a quarter of an even share is", { a: 15, b: 15, c: 15, d: 3 }, { a: "pass", b: "pass", c: "pass", d: "fail" }],
    ["less than that is not", { a: 16, b: 16, c: 16, d: 3 }, { a: "pass", b: "pass", c: "pass" }],
  ])("%s", (_, leads, expected) => {
    expect(judge(leads as Record<string, number>)).toEqual(expected);
  });

  test("nor is a catch-all owner, or one without any lead", () => {
    expect(judge({ a: 15, b: 15, c: 40 }, { catchAllOwners: ["c@x.example"] })).toEqual({ a: "pass", b: "pass" });
  });

  test("whom the settings name is, without a lead too", () => {
    expect(judge({ a: 20, b: 20, c: 1 }, { rotationOwners: ["a", "B@x.example", "d"] })).toEqual({
      a: "pass",
      b: "pass",
      d: "fail",
    });
  });

  test.each([
    ["one alone shares with no one", { a: 40 }],
    ["no one got a lead", {}],
    ["HubSpot lists none of them", { z: 40, y: 1 }],
  ] as const)("%s", (_, leads) => {
    expect(judge(leads)).toEqual({ rotation: "not-applicable" });
  });
});

test("limits of its own", () => {
  expect(judge({ a: 15, b: 9, c: 8, d: 8 }, { maxFairSharePercent: 140, maxChancePercent: 10 })).toMatchObject({
    a: "fail",
  });
  expect(judge({ a: 15, b: 9, c: 8, d: 8 }, { maxFairSharePercent: 140 })).toMatchObject({ a: "pass" });
});

test.each([
  ["a new lead", {}, { cohort: "7", sum: 1 }],
  ["without an owner", { ownerId: null }, null],
  ["nobody says when it was made", { createdAt: null }, null],
  ["before the window", { createdAt: daysAgo(32) }, null],
  ["an import", { madeBy: "IMPORT" }, null],
  ["typed in by hand", { madeBy: "CRM_UI" }, null],
  ["no lead at all", { lifecycleStage: "subscriber" }, null],
  ["already an opportunity", { lifecycleStage: "opportunity" }, { cohort: "7", sum: 1 }],
  ["unqualified since", { leadStatus: "UNQUALIFIED" }, { cohort: "7", sum: 1 }],
] as const)("%s counts so", (_, own, counted) => {
  expect(addedBy(leadRotationUneven, { ...lead, ...own })).toEqual(counted);
});

test("it keeps how many of how many, among how many", () => {
  const [uneven] = judgeCohorts(leadRotationUneven, { a: 30, b: 5, c: 5 }, {}, { inventory: { owner: owners } });
  expect(uneven).toEqual({
    subject: { id: "owner:a", label: "Owner a" },
    verdict: { status: "fail", evidence: { leads: 30, sample: 40, owners: 3, isFew: false, windowDays: 30 } },
  });
});

describeSentences([
  {
    check: leadRotationUneven,
    name: "Owner a",
    judge: () =>
      judgeCohorts(leadRotationUneven, { a: 30, b: 5, c: 5 }, {}, { inventory: { owner: owners } })[0]!.verdict,
    brief: "too many new leads",
    now: "Owner a got 30 of 40 new leads in 30 days; an even share among 3 is 13.3.",
    lasting: "Owner a got 30 of 40 new leads in 30 days; an even share among 3 is 13.3.",
    over: "Owner a had got 30 of 40 new leads in 30 days; an even share among 3 is 13.3.",
  },
]);
