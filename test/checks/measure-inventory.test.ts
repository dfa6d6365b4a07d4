import { expect, test } from "vitest";
import { aggregate, defineMeasureCheck, fail, pass, type Check } from "../../checks/define-check.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { needsOf } from "../../checks/needs.ts";
import { portal } from "./around.ts";
import { asOf, businessTime, owner } from "./samples.ts";
import { words } from "./words.ts";

const perOwner = aggregate({
  of: "contact",
  fields: ["ownerId"],
  contribution: ({ ownerId }) => (ownerId === null ? null : { cohort: ownerId }),
});

/** Names the owners of its cohorts, and says which of them have left. */
const leavers = (reads: "isActive" | "email") =>
  defineMeasureCheck({
    ...words,
    id: "owner-leaving",
    judges: "portal",
    needs: { aggregate: perOwner, inventory: { owner: ["isActive"] } },
    evaluate: (cohorts, { inventory }) =>
      [...cohorts.keys()].map((id) => {
        const known = inventory.owner.find((one) => one.id === id);
        const label = known?.name ?? `Owner ${id}`;
        const isGone = known === undefined || (known as unknown as Record<string, unknown>)[reads] === false;
        return { subject: { id, label }, verdict: isGone ? fail({}) : pass() };
      }),
  });

function judged(check: Check) {
  const figures = { n: 1, sum: 1, rate: 1, percentile: () => null };
  const added = [{ cohorts: new Map(["7", "8", "9"].map((id) => [id, figures])), leftOut: 0, reason: null }];
  const inventory = { owner: [owner, { ...owner, id: "8", name: "Cara Lund", isActive: false }] };
  const kind = kindOf(check);
  const context = { asOf, businessTime, params: {} as never };
  return kind
    .load(check, { ...portal, inventory, added })
    .flatMap((given) => kind.judge(check, given, context))
    .map(({ subject, verdict }) => [subject.label, verdict.status, "reason" in verdict ? verdict.reason : null]);
}

test("a measure is given the kinds of inventory that it asks for, and of their items what it asks for", () => {
  expect(judged(leavers("isActive"))).toEqual([
    ["Ben Okafor", "pass", null],
    ["Cara Lund", "fail", null],
    ["Owner 9", "fail", null],
  ]);
  expect(judged(leavers("email"))).toEqual([
    ["The measure", "unknown", expect.stringMatching(/owner-leaving did not ask for “email”/)],
  ]);
});

test("what it asks for is read", () => {
  expect(needsOf([leavers("isActive")])).toMatchObject({ items: ["owner"], scans: ["contact", "owner"] });
});
