import { expect, test } from "vitest";
import { proposeLeadStages, proposeLeadStatuses } from "../../../operations/discover/propose-lead-words.ts";

const used = (value: string, records: number, label = value) => ({ value, label, records });
const hubspots = ["subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer"];
const stages = (...own: ReturnType<typeof used>[]) =>
  proposeLeadStages({ lifecycleStages: { value: [...hubspots.map((name) => used(name, 3)), ...own] } });
const statuses = (...own: ReturnType<typeof used>[]) =>
  proposeLeadStatuses({
    leadStatuses: {
      value: [...["NEW", "UNQUALIFIED", "BAD_TIMING", "OPEN_DEAL"].map((name) => used(name, 1)), ...own],
    },
  });

test("HubSpot's own stages and statuses need no line and no question", () => {
  expect(stages()).toMatchObject({ value: null, questions: [] });
  expect(statuses()).toMatchObject({ value: null, questions: [] });
});

test("a stage of the portal's own is asked about where contacts are in it, and only there", () => {
  const { value, questions } = stages(used("194312", 120, "Trial"), used("194313", 0, "Never used"));
  expect(value).toBeNull();
  expect(questions).toEqual([
    'Are its contacts leads? The lifecycle stage “Trial” has 120 contacts. If so, add "194312" (leadStages)',
  ]);
});

test("a portal without one of the usual stages gets the others written out", () => {
  const { value } = proposeLeadStages({ lifecycleStages: { value: [used("lead", 1), used("customer", 1)] } });
  expect(value).toEqual(["lead"]);
});

test.each([
  ["Lost to competitor", true],
  ["Junk", true],
  ["Not interested", true],
  ["Disqualified", true],
  ["Lostine office", null],
  ["Warm", null],
])("a status called “%s” ends the work: %s", (label, ends) => {
  const { value, questions } = statuses(used("OWN", 4, label));
  expect([value !== null, questions.length]).toEqual(ends === true ? [true, 0] : [false, 1]);
});

test("what cannot be read is asked about", () => {
  const refused = "HubSpot refuses GET properties of contacts.";
  expect(proposeLeadStages({ lifecycleStages: { refused } }).questions).toEqual([
    `Which lifecycle stages are leads? They could not be read: ${refused} (leadStages)`,
  ]);
});
