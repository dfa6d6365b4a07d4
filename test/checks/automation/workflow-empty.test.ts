import fc from "fast-check";
import { expect, test } from "vitest";
import { workflowEmpty } from "../../../checks/automation/workflow-empty.ts";
import { judgeItem, verdictOnItem } from "../around.ts";
import { daysAgo } from "../samples.ts";
import { workflow } from "../around-inventory.ts";
import { expectToHold, instant } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const empty = { ...workflow, actionCount: 0, createdAt: daysAgo(30) };
const justOver = new Date(daysAgo(7).getTime() - 1);

test.each([
  ["has an action", { ...empty, actionCount: 1 }, {}, "pass"],
  ["has none", empty, {}, "fail"],
  ["has none and is off", { ...empty, isEnabled: false }, {}, "not-applicable"],
  ["has none and is a week old to the millisecond", { ...empty, createdAt: daysAgo(7) }, {}, "not-applicable"],
  ["has none and is older by a millisecond", { ...empty, createdAt: justOver }, {}, "fail"],
  ["has none, at a limit of the client's own", { ...empty, createdAt: daysAgo(2) }, { graceDays: 2 }, "not-applicable"],
  ["has none, over a limit of the client's own", { ...empty, createdAt: daysAgo(3) }, { graceDays: 2 }, "fail"],
  ["has none and is new, where no grace is given", { ...empty, createdAt: daysAgo(1) }, { graceDays: 0 }, "fail"],
] as const)("a workflow that %s", (_, item, own, status) => {
  expect(judgeItem(workflowEmpty, item, [], own).status).toBe(status);
});

test("the evidence is since when it is there, and nothing that passes", () => {
  expect(judgeItem(workflowEmpty, empty)).toEqual({
    status: "fail",
    evidence: { createdAt: daysAgo(30).toISOString() },
  });
});

test("its verdict holds until its grace ends", () => {
  const some = fc.record({ createdAt: instant, actionCount: fc.constantFrom(0, 0, 2) });
  expectToHold(workflowEmpty, some, (one) => (at) => verdictOnItem(workflowEmpty, { ...workflow, ...one }, [], {}, at));
});

describeSentences([
  {
    check: workflowEmpty,
    name: "Score",
    judge: (at) => judgeItem(workflowEmpty, empty, [], {}, { asOf: at }),
    brief: "on, without an action",
    now: "The workflow Score, made on 2026-10-26, is on and has no action.",
    lasting: "The workflow Score, made on 2026-10-26, is on and has no action.",
    over: "The workflow Score, made on 2026-10-26, was on and had no action.",
  },
]);
