import { describe, expect, test } from "vitest";
import { definitionOf, enrollsByAnyForm } from "../../../connectors/hubspot/inventory/parse-definition.ts";
import { referencesIn } from "../../../connectors/hubspot/inventory/parse-workflow.ts";
import { differenceOf } from "../../../domain/inventory/difference.ts";
import { workflowWords } from "../../../domain/inventory/workflow.ts";

describe("what a workflow does", () => {
  const flow = { isEnabled: true, revisionId: "1", actions: [{ type: "A", fields: { one: 1, two: 2 } }] };

  test("is the same after it was switched off and on, and however its JSON is ordered", () => {
    const again = { revisionId: "3", isEnabled: false, actions: [{ fields: { two: 2, one: 1 }, type: "A" }] };
    expect(definitionOf(again)).toBe(definitionOf(flow));
  });

  test.each([
    ["an action", { ...flow, actions: [] }],
    ["the order of its actions", { ...flow, actions: [{ type: "B" }, ...flow.actions] }],
    ["a time window", { ...flow, timeWindows: [{ day: "MONDAY" }] }],
    ["its description", { ...flow, description: "new" }],
  ])("is another with %s", (_, other) => {
    expect(definitionOf(other)).not.toBe(definitionOf(flow));
  });

  test("an edit that is not shown needs another revision and another definition; without the latter the revision tells", () => {
    const was = { name: "Score", revisionId: "1", definition: "a" };
    const differing = (is: object, before: object = was) =>
      differenceOf(workflowWords, before as typeof was, { ...was, ...is } as typeof was).length;
    expect(differing({ revisionId: "3" })).toBe(0);
    expect(differing({ definition: "b" })).toBe(0);
    expect(differing({ revisionId: "2", definition: "b" })).toBe(1);
    expect(differing({ revisionId: "2" }, { name: "Score", revisionId: "1" })).toBe(1);
  });
});

describe("a workflow that lets in whoever sends any form", () => {
  const event = (filters: readonly object[]) => ({ eventFilterBranches: [{ eventTypeId: "4-1639801", filters }] });
  test.each([
    ["an event of any form", event([]), true],
    ["an event of one form", event([{ property: "hs_form_id", operation: { values: ["f"] } }]), false],
    ["a filter on any form", { filters: [{ filterType: "FORM_SUBMISSION", formId: null }] }, true],
    ["a filter on one form", { filters: [{ filterType: "FORM_SUBMISSION", formId: "f" }] }, false],
    ["another event", { eventFilterBranches: [{ eventTypeId: "4-655002", filters: [] }] }, false],
    ["nothing", null, false],
  ])("%s", (_, criteria, is) => {
    expect(enrollsByAnyForm(criteria)).toBe(is);
  });
});

describe("whose property a workflow names", () => {
  const of = (workflow: Readonly<Record<string, unknown>>) =>
    referencesIn({ objectTypeId: "0-1", ...workflow }).map((reference) => `${reference.id} ${reference.of?.join()}`);

  test("the record's that comes in, an associated one's, and an event's", () => {
    const enrollmentCriteria = {
      filterBranches: [
        { filters: [{ property: "city" }] },
        { objectTypeId: "0-2", filters: [{ property: "industry" }] },
        { eventTypeId: "4-655002", filters: [{ property: "hs_name", operation: { values: ["x"] } }] },
      ],
    };
    expect(of({ enrollmentCriteria })).toEqual(["city 0-1", "hs_name 4-655002", "industry 0-2"]);
  });

  test("a record that is made has its own, and takes its values from the one that came in", () => {
    const made = {
      object_type_id: "0-3",
      properties: [{ targetProperty: "dealname", value: { type: "OBJECT_PROPERTY", propertyName: "company" } }],
    };
    expect(of({ actions: [{ fields: made }] })).toEqual(["company 0-1", "dealname 0-3"]);
  });

  test("one that is written to an associated record is of a type that HubSpot does not name", () => {
    const fields = { property_name: "tier", association: { associationTypeId: 1 }, value: {} };
    expect(of({ actions: [{ fields }] })).toEqual(["tier unknown"]);
  });

  test("what its values name is said, where that is something else of the portal", () => {
    const set = (property_name: string) => ({ fields: { property_name } });
    const event = { eventTypeId: "4-655002", filters: [{ property: "hs_name" }] };
    const named = referencesIn({
      objectTypeId: "0-3",
      enrollmentCriteria: event,
      actions: [set("hubspot_owner_id"), set("dealstage"), set("hs_pipeline_stage"), set("amount"), set("hs_name")],
    });
    expect(named.map(({ use, id, names }) => `${use} ${id} ${names}`)).toEqual([
      "enrolls hs_name property",
      "sets amount undefined",
      "sets dealstage stage",
      "sets hs_name undefined",
      "sets hs_pipeline_stage lead-stage",
      "sets hubspot_owner_id owner",
    ]);
  });

  test("a branch on the value of a property compares it with the values of its branches", () => {
    const branch = {
      inputValue: { type: "OBJECT_PROPERTY", propertyName: "tier" },
      staticBranches: [{ branchValue: "gold" }, { branchValue: "bronze" }, { connection: {} }, null],
    };
    expect(referencesIn({ objectTypeId: "0-1", actions: [branch] })).toEqual([
      { use: "reads", to: "property", id: "tier", values: ["bronze", "gold"], of: ["0-1"] },
    ]);
  });

  test("named for two types it is one reference", () => {
    const actions = [
      { fields: { property_name: "city" } },
      { object_type_id: "0-2", fields: { property_name: "city" } },
    ];
    expect(of({ actions })).toEqual(["city 0-1,0-2"]);
  });
});
