import { expect, test } from "vitest";
import { checkById } from "../../checks/index.ts";
import { lookBackOf } from "../../checks/look-back.ts";
import { promiseOf } from "../../checks/promise.ts";
import { paramsOf } from "./around.ts";

/** A client with these checks, each with some settings of its own. */
const client = (checks: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
  Object.entries(checks).map(([checkId, own]) => ({ checkId, params: paramsOf(checkById(checkId)!, own) }));

test.each([
  ["nobody asks for hands", { "deal-close-date-past": {} }, { touchLookBackDays: 0 }],
  ["both ask", { "lead-unanswered": {}, "lead-unassigned": {} }, { touchLookBackDays: 30, handLookBackDays: 30 }],
  [
    "hands are asked for from longer ago than touches",
    { "lead-unanswered": { lookBackDays: 20 }, "lead-stale": { maxDaysWithoutActivity: 90 } },
    { touchLookBackDays: 20, handLookBackDays: 90 },
  ],
  ["touches of nobody", { "lead-unassigned": { lookBackDays: 40 } }, { touchLookBackDays: 14, handLookBackDays: 40 }],
  [
    "less than a report looks back",
    { "lead-unanswered": { lookBackDays: 2 } },
    { touchLookBackDays: 14, handLookBackDays: 14 },
  ],
])("%s", (_, checks, lookBack) => {
  expect(lookBackOf(client(checks))).toEqual(lookBack);
});

test("a lead that waits is known by the settings of the check that watches the promise, on or off", () => {
  const own = { promiseMinutes: 15, leadStages: ["prospect"] };
  expect(promiseOf(client({ "lead-unanswered": own }))).toMatchObject(own);
  expect(promiseOf(client({ "lead-stale": {} }))).toMatchObject({ promiseMinutes: 60 });
});
