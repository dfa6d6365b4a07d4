import { expect, test } from "vitest";
import { routingSwitchedOff } from "../../../checks/automation/routing-switched-off.ts";
import { workflowWords, type Workflow } from "../../../domain/inventory/workflow.ts";
import { judgeDrift } from "../around.ts";
import { daysAgo } from "../samples.ts";
import { routing, workflow } from "../around-inventory.ts";
import { describeSentences } from "../sentences.ts";

const judged = (was: Workflow | null, is: Workflow | null, isAccepted = false) =>
  judgeDrift(routingSwitchedOff, workflowWords, { was, is, isAccepted });
const edited = { revisionId: "2", definition: "bbbb" };

test.each([
  ["switched off", routing, { ...routing, isEnabled: false }, "critical", true],
  ["deleted", routing, null, "critical", true],
  ["left without the step that sets the owner", routing, { ...routing, references: [] }, "critical", true],
  ["edited otherwise", routing, { ...routing, ...edited }, "high", false],
  ["given another action", routing, { ...routing, actionCount: 3 }, "high", false],
  ["only renamed", routing, { ...routing, name: "Routing" }, "low", false],
  ["switched on", { ...routing, isEnabled: false }, routing, "medium", false],
  [
    "edited while it is off",
    { ...routing, isEnabled: false },
    { ...routing, isEnabled: false, ...edited },
    "medium",
    false,
  ],
] as const)("routing that was %s fails since that was met", (_, was, is, severity, isStopped) => {
  const verdict = judged(was, is);
  expect(verdict).toMatchObject({ status: "fail", severity, since: daysAgo(1), evidence: { isStopped } });
});

test.each([
  ["that is as approved", routing, routing],
  ["that was switched off and on again, which is another revision", routing, { ...routing, revisionId: "3" }],
])("routing %s passes", (_, was, is) => {
  expect(judged(was, is)).toEqual({ status: "pass", ending: "reverted" });
});

test("an accepted change ends as accepted", () => {
  const now = { ...routing, isEnabled: false };
  expect(judged(now, now, true)).toEqual({ status: "pass", ending: "accepted" });
});

test.each([
  ["sets no owner", workflow, { ...workflow, isEnabled: false }],
  ["sets an owner only since its edit", workflow, routing],
  ["is new", null, routing],
  [
    "sets another property of that name's like",
    { ...workflow, references: [{ ...routing.references[0]!, id: "owner", names: undefined as never }] },
    null,
  ],
  ["only reads the owner", { ...workflow, references: [{ ...routing.references[0]!, use: "reads" as const }] }, null],
])("one that %s is no business of this check", (_, was, is) => {
  expect(judged(was, is).status).toBe("not-applicable");
});

describeSentences([
  {
    check: routingSwitchedOff,
    name: routing.name,
    judge: () => judged(routing, { ...routing, isEnabled: false }),
    brief: "routing stopped",
    now: "The workflow Route inbound leads, which sets owners, no longer hands out leads: Switched off.",
    lasting: "The workflow Route inbound leads, which sets owners, no longer hands out leads: Switched off.",
    over: "The workflow Route inbound leads, which sets owners, did not hand out leads: Switched off.",
  },
  {
    check: routingSwitchedOff,
    name: routing.name,
    judge: () => judged(routing, { ...routing, ...edited }),
    brief: "routing changed",
    now: "The workflow Route inbound leads, which sets owners, is not as it was approved: Edited in a way that is not shown here.",
    lasting:
      "The workflow Route inbound leads, which sets owners, is not as it was approved: Edited in a way that is not shown here.",
    over: "The workflow Route inbound leads, which sets owners, was not as it was approved: Edited in a way that is not shown here.",
  },
]);
