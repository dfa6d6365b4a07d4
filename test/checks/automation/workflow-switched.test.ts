import { expect, test } from "vitest";
import { workflowSwitched } from "../../../checks/automation/workflow-switched.ts";
import { workflowWords, type Workflow } from "../../../domain/inventory/workflow.ts";
import { judgeDrift } from "../around.ts";
import { daysAgo } from "../samples.ts";
import { routing, workflow } from "../around-inventory.ts";
import { describeSentences } from "../sentences.ts";

const judged = (was: Workflow | null, is: Workflow | null, isAccepted = false) =>
  judgeDrift(workflowSwitched, workflowWords, { was, is, isAccepted });
const off = { ...workflow, isEnabled: false };

test.each([
  ["switched off", workflow, off, "high", "Switched off"],
  ["switched on", off, workflow, "medium", "Switched on"],
  ["deleted while it was on", workflow, null, "high", "Deleted while it was on"],
  ["made, and is on", null, workflow, "low", "New, and switched on"],
  ["made, is on, and sets an owner", null, routing, "low", "New, and switched on"],
] as const)("a workflow that was %s fails since that was met", (_, was, is, severity, difference) => {
  expect(judged(was, is)).toEqual({
    status: "fail",
    evidence: { difference, isDeleted: is === null },
    since: daysAgo(1),
    severity,
  });
});

test.each([
  ["as approved", workflow, workflow],
  ["edited, which another check tells", workflow, { ...workflow, revisionId: "2", definition: "bbbb", actionCount: 5 }],
  ["switched off and on again", workflow, { ...workflow, revisionId: "3" }],
])("one that is %s passes", (_, was, is) => {
  expect(judged(was, is)).toEqual({ status: "pass", ending: "reverted" });
});

test("an accepted switch ends as accepted", () => {
  expect(judged(off, off, true)).toEqual({ status: "pass", ending: "accepted" });
});

test.each([
  ["sets an owner, which routing-switched-off watches", routing, { ...routing, isEnabled: false }],
  ["is new, and off", null, off],
  ["was off when it was deleted", off, null],
])("one that %s is no business of this check", (_, was, is) => {
  expect(judged(was, is).status).toBe("not-applicable");
});

describeSentences([
  {
    check: workflowSwitched,
    name: workflow.name,
    judge: () => judged(workflow, off),
    brief: "switched off",
    now: "The workflow Score is not as it was approved: Switched off.",
    lasting: "The workflow Score is not as it was approved: Switched off.",
    over: "The workflow Score was not as it was approved: Switched off.",
  },
]);
