import { expect, test } from "vitest";
import { defineInventoryCheck, fail, pass } from "../../checks/define-check.ts";
import { judgedAgainOn } from "../../checks/needs.ts";
import type { DriftBook } from "../../checks/sources/approved.ts";
import { startJudging, type Judgement } from "../../checks/judge.ts";
import { granted } from "../../domain/access.ts";
import { decideFinding } from "../../domain/findings/decide-finding.ts";
import { differenceOf } from "../../domain/inventory/difference.ts";
import type { Drift } from "../../domain/inventory/drift.ts";
import { ownerWords, type Owner } from "../../domain/inventory/owner.ts";
import { asOf, businessTime, owner } from "./samples.ts";
import { words } from "./words.ts";

const ownerChanged = defineInventoryCheck({
  ...words,
  id: "owner-changed",
  judges: "owner",
  needs: { fields: [], approved: { watches: ["isActive", "name"] } },
  evaluate: (_, { approved: { difference, isGone, changedAt, ending } }) =>
    difference.length === 0 ? pass(ending) : fail({ difference: difference.join("; "), isGone }, { since: changedAt! }),
});
const forgetful = defineInventoryCheck({
  ...words,
  id: "forgetful",
  judges: "owner",
  needs: { fields: [] },
  evaluate: (_, { approved }) => (approved.difference.length === 0 ? pass() : fail({})),
});

const changed = (current: Owner | null, approved: Owner | null): Drift => ({
  kind: "owner",
  id: owner.id,
  version: 2,
  current,
  approved,
  changedAt: asOf,
  investigation: null,
});

function judged(check: typeof ownerChanged, items: readonly Owner[], drifts: readonly Drift[], isAccepted = false) {
  const drift: DriftBook = {
    of: () => drifts,
    tell: ({ approved, current }, watched) => differenceOf(ownerWords, approved, current, { watched }),
    isAccepted: () => isAccepted,
  };
  const judgements: Judgement[] = [];
  const around = { asOf, businessTime, access: granted, comparison: null, inventory: { owner: items }, drift };
  startJudging([{ check, params: {} }], around, (judgement) => judgements.push(judgement)).finish();
  return judgements.map(({ subject, verdict }) => ({ id: subject.id, label: subject.label, verdict }));
}

test("a change of what is watched fails, in sentences; a change of anything else passes", () => {
  const left = { ...owner, isActive: false };
  expect(judged(ownerChanged, [left], [changed(left, owner)])).toMatchObject([
    { verdict: { status: "fail", evidence: { difference: "Deactivated", isGone: false }, since: asOf } },
  ]);
  const moved = { ...owner, teamIds: ["9"] };
  expect(judged(ownerChanged, [moved], [changed(moved, owner)])).toMatchObject([{ verdict: { status: "pass" } }]);
});

test("what is deleted is judged by what was approved, and what is new by being new", () => {
  expect(judged(ownerChanged, [], [changed(null, owner)])).toMatchObject([
    {
      id: owner.id,
      label: owner.name,
      verdict: { evidence: { difference: `Owner "${owner.name}" deleted`, isGone: true } },
    },
  ]);
  expect(judged(ownerChanged, [owner], [changed(owner, null)])).toMatchObject([
    { verdict: { evidence: { difference: `New owner "${owner.name}"` } } },
  ]);
});

test("a finding ends as reverted or accepted, and neither is a recovery", () => {
  const open = { status: "open", severity: "high", ownerId: null, lastJudgedAt: asOf, ruleKey: "r" } as const;
  const context = { asOf, severity: "high", ownerId: null, ruleKey: "r", judgedAt: null, mayResolve: true } as const;
  const endings = [false, true].map((isAccepted) => {
    const [one] = judged(ownerChanged, [owner], [], isAccepted);
    return decideFinding(open, one!.verdict, context);
  });
  expect(endings).toMatchObject([
    { change: "resolved", ending: "reverted" },
    { change: "resolved", ending: "accepted" },
  ]);
});

test("a check that did not ask for the approved version is given none", () => {
  expect(judged(forgetful, [owner], [])).toMatchObject([
    {
      verdict: { status: "unknown", reason: expect.stringContaining("did not ask for the approved version") as string },
    },
  ]);
});

test("it is judged again when the item changed or a person gave a verdict", () => {
  expect(judgedAgainOn(ownerChanged)).toContainEqual({ on: "approval" });
  expect(judgedAgainOn(forgetful)).not.toContainEqual({ on: "approval" });
});
