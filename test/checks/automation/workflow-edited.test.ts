import { describe, expect, test } from "vitest";
import { routingSwitchedOff } from "../../../checks/automation/routing-switched-off.ts";
import { workflowEdited } from "../../../checks/automation/workflow-edited.ts";
import { workflowSwitched } from "../../../checks/automation/workflow-switched.ts";
import { workflowWords, type Workflow } from "../../../domain/inventory/workflow.ts";
import { judgeDrift } from "../around.ts";
import { daysAgo } from "../samples.ts";
import { routing, workflow } from "../around-inventory.ts";
import { describeSentences } from "../sentences.ts";

const judged = (was: Workflow | null, is: Workflow | null, isAccepted = false) =>
  judgeDrift(workflowEdited, workflowWords, { was, is, isAccepted });
const unseen = { revisionId: "2", definition: "bbbb" };
const off = { ...workflow, isEnabled: false };

test.each([
  ["an edit that HubSpot's answer names nowhere", workflow, { ...workflow, ...unseen }, "medium", "not shown"],
  ["another name", workflow, { ...workflow, name: "Scoring" }, "medium", 'Renamed: "Score" → "Scoring"'],
  ["another action", workflow, { ...workflow, actionCount: 3 }, "medium", "Actions: 2 → 3"],
  ["records that can come in again", workflow, { ...workflow, reEnrolls: true }, "medium", "re-enrol"],
  ["any form that lets in", workflow, { ...workflow, enrollsByAnyForm: true }, "medium", "any form"],
  ["a value that it sets no more", workflow, { ...workflow, references: [] }, "medium", "removed"],
  ["an edit beside a switch", workflow, { ...off, actionCount: 3 }, "medium", "Actions: 2 → 3"],
  ["an edit while it is off", off, { ...off, ...unseen }, "low", "not shown"],
])("%s fails since it was met, in words", (_, was, is, severity, said) => {
  const verdict = judged(was, is);
  expect(verdict).toMatchObject({ status: "fail", since: daysAgo(1), severity });
  expect(verdict).toHaveProperty("evidence.difference", expect.stringContaining(said));
});

test.each([
  ["is as approved", workflow, workflow],
  ["was only switched off", workflow, off],
  ["was switched off and on again", workflow, { ...workflow, revisionId: "3" }],
  ["was read by an older version, and not changed", { ...workflow, definition: undefined }, workflow],
])("one that %s passes", (_, was, is) => {
  const { definition, ...rest } = was;
  expect(judged(definition === undefined ? (rest as Workflow) : was, is).status).toBe("pass");
});

test("an accepted edit ends as accepted", () => {
  expect(judged(workflow, workflow, true)).toEqual({ status: "pass", ending: "accepted" });
});

test.each([
  ["sets an owner, which routing-switched-off watches", routing, { ...routing, ...unseen }],
  ["is new", null, workflow],
  ["is deleted", workflow, null],
])("one that %s is no business of this check", (_, was, is) => {
  expect(judged(was, is).status).toBe("not-applicable");
});

describe("of each change one check tells, and no other", () => {
  const changes: readonly (readonly [string, Workflow | null, Workflow | null])[] = [
    ["switched off", workflow, off],
    ["edited", workflow, { ...workflow, ...unseen }],
    ["deleted", workflow, null],
    ["routing switched off", routing, { ...routing, isEnabled: false }],
    ["routing edited", routing, { ...routing, ...unseen }],
    ["routing deleted", routing, null],
    ["routing that sets no owner any more", routing, { ...routing, references: [] }],
    ["an edit that makes it routing", workflow, { ...workflow, references: routing.references }],
    ["new routing", null, routing],
  ];
  test.each(changes)("%s", (_, was, is) => {
    const tell = [routingSwitchedOff, workflowSwitched, workflowEdited].filter(
      (check) => judgeDrift(check, workflowWords, { was, is }).status === "fail",
    );
    expect(tell).toHaveLength(1);
  });
});

describeSentences([
  {
    check: workflowEdited,
    name: workflow.name,
    judge: () => judged(workflow, { ...workflow, actionCount: 3 }),
    now: "The workflow Score is not as it was approved: Actions: 2 → 3.",
    lasting: "The workflow Score is not as it was approved: Actions: 2 → 3.",
    over: "The workflow Score was not as it was approved: Actions: 2 → 3.",
  },
]);
