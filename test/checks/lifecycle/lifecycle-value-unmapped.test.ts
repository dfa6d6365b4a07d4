import { describe, expect, test } from "vitest";
import { lifecycleValueUnmapped as check } from "../../../checks/lifecycle/lifecycle-value-unmapped.ts";
import type { Inventory } from "../../../domain/inventory/inventory.ts";
import { addedBy, judgeCohorts, sayVerdict } from "../around.ts";
import { lead } from "../samples.ts";
import { describeSentences } from "../sentences.ts";

const pair = (stage: string | null, status: string | null) => JSON.stringify([stage, status]);
const property = (id: string, options: readonly (readonly [value: string, label: string])[]) =>
  ({
    type: "contact-property",
    id,
    name: id,
    dataType: "enumeration",
    fieldType: "radio",
    options: options.map(([value, label]) => ({ value, label, isHidden: false })),
    isCalculated: false,
    formula: null,
    isHubSpotDefined: true,
    isArchived: false,
  }) as const;
const inventory: Inventory = {
  "contact-property": [
    property("relation", [
      ["customer", "Buyer"],
      ["812", "Wrong"],
    ]),
    property("stage", [
      ["lead", "Lead"],
      ["customer", "Customer"],
      ["812", "Recycled"],
    ]),
    property("copy", [
      ["lead", "Lead"],
      ["customer", "Customer"],
      ["812", "Copied"],
    ]),
    property("novelty", [
      ["NEW", "New"],
      ["RECYCLED", "Wrong"],
    ]),
    property("empty", []),
  ],
};

const judged = (cohorts: Readonly<Record<string, number>>, own = {}) =>
  judgeCohorts(check, cohorts, own, { inventory }).map(({ subject, verdict }) => [subject.id, verdict.status]);

test.each([
  ["lead", null, {}, [["stage:lead", "pass"]]],
  ["other", null, {}, [["stage:other", "pass"]]],
  ["812", null, {}, [["stage:812", "fail"]]],
  ["812", null, { leadStages: ["812"] }, [["stage:812", "pass"]]],
  ["812", null, { otherStages: ["812"] }, [["stage:812", "pass"]]],
  ["lead", null, { leadStages: ["812"] }, [["stage:lead", "fail"]]],
  ["Lead", null, {}, [["stage:Lead", "fail"]]],
  [null, "BAD_TIMING", {}, [["status:BAD_TIMING", "pass"]]],
  [null, "CONNECTED", {}, [["status:CONNECTED", "pass"]]],
  [null, "RECYCLED", {}, [["status:RECYCLED", "fail"]]],
  [null, "RECYCLED", { openLeadStatuses: ["RECYCLED"] }, [["status:RECYCLED", "pass"]]],
  [null, "RECYCLED", { closedLeadStatuses: ["RECYCLED"] }, [["status:RECYCLED", "pass"]]],
  // A stage is no status, whatever its name.
  [null, "lead", {}, [["status:lead", "fail"]]],
  [
    "812",
    "RECYCLED",
    {},
    [
      ["stage:812", "fail"],
      ["status:RECYCLED", "fail"],
    ],
  ],
] as const)("stage %s and status %s under %o", (stage, status, own, said) => {
  expect(judged({ [pair(stage, status)]: 3 }, own)).toEqual(said);
});

describe("a value counts as used", () => {
  test.each([
    [2, "pass"],
    [3, "fail"],
  ])("with %i contacts of three: %s", (count, status) => {
    const cohorts = { [pair("lead", null)]: 9, [pair("812", "NEW")]: 1, [pair("812", null)]: count - 1 };
    const said = new Map(judged(cohorts, { minRecords: 3 }) as [string, string][]);
    expect(said.get("stage:812") ?? "pass").toBe(status);
  });
});

test("a portal without either has nothing to place", () => {
  expect(judged({})).toEqual([["values", "not-applicable"]]);
});

test("a contact adds its stage and its status, both cut to what can be part of a name", () => {
  expect(addedBy(check, { ...lead, lifecycleStage: null, leadStatus: null })).toBeNull();
  expect(addedBy(check, { ...lead, leadStatus: "NEW" })).toEqual({ cohort: '["lead","NEW"]', sum: 1 });
  const long = `${"x".repeat(79)}😀`;
  expect(addedBy(check, { ...lead, lifecycleStage: long })).toEqual({
    cohort: pair(`${"x".repeat(79)}\uFFFD`, null),
    sum: 1,
  });
});

test("it names the value as people know it", () => {
  const [stage, status] = judgeCohorts(check, { [pair("812", "RECYCLED")]: 2 }, {}, { inventory });
  expect(stage).toEqual({
    subject: { id: "stage:812", label: "Lifecycle stage Recycled" },
    verdict: { status: "fail", evidence: { kind: "lifecycle stage", label: "Recycled", value: "812", contacts: 2 } },
  });
  expect(sayVerdict(check, "", stage!.verdict)).toBe(
    "2 contacts have the lifecycle stage “Recycled” (812), which no setting of Revwatch names.",
  );
  expect(status!.subject.label).toBe("Lead status RECYCLED");
  expect(sayVerdict(check, "", status!.verdict)).toBe(
    "2 contacts have the lead status “RECYCLED”, which no setting of Revwatch names.",
  );
});

describeSentences([
  {
    check,
    name: "Lifecycle stage Recycled",
    judge: () => judgeCohorts(check, { [pair("812", null)]: 1 }, {}, { inventory })[0]!.verdict,
    brief: "not in the settings, 1 contact",
    now: "1 contact has the lifecycle stage “Recycled” (812), which no setting of Revwatch names.",
    lasting: "1 contact has the lifecycle stage “Recycled” (812), which no setting of Revwatch names.",
    over: "1 contact had the lifecycle stage “Recycled” (812), which no setting of Revwatch named.",
  },
]);
