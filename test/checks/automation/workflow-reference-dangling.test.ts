import { describe, expect, test } from "vitest";
import { workflowReferenceDangling as check } from "../../../checks/automation/workflow-reference-dangling.ts";
import type { Form } from "../../../domain/inventory/form.ts";
import type { Inventory, ItemType } from "../../../domain/inventory/inventory.ts";
import type { RecordList } from "../../../domain/inventory/list.ts";
import type { Property, PropertyKind } from "../../../domain/inventory/property.ts";
import type { WorkflowReference } from "../../../domain/inventory/workflow.ts";
import { daysAgo, owner, pipeline } from "../samples.ts";
import { user, verdictAmong, workflow } from "../around-inventory.ts";
import { describeSentences } from "../sentences.ts";

const property = <Kind extends PropertyKind>(type: Kind, id: string, more: Partial<Property> = {}) =>
  ({
    type,
    id,
    name: id,
    dataType: "string",
    fieldType: "text",
    options: [],
    isCalculated: false,
    formula: null,
    isHubSpotDefined: false,
    isArchived: false,
    ...more,
  }) as Property<Kind>;
const option = (value: string, isHidden = false) => ({ value, label: value, isHidden });
const choice = { dataType: "enumeration", options: [option("A"), option("B"), option("Z", true)] };

const list = (id: string, filters?: RecordList["filters"]): RecordList => ({
  type: "list",
  id,
  name: `List ${id}`,
  objectTypeId: "0-1",
  processingType: "DYNAMIC",
  processingStatus: "COMPLETE",
  size: 1,
  filtersUpdatedAt: null,
  ...(filters === undefined ? {} : { filters }),
});
const form = { type: "form", id: "f-1", name: "Demo", formType: "hubspot", createdAt: daysAgo(9) } as Form;

const namedBy: Readonly<Record<string, WorkflowReference["names"]>> = {
  hubspot_owner_id: "owner",
  dealstage: "stage",
  hs_pipeline_stage: "lead-stage",
  hs_name: "property",
};
const names = (id: string, more: Partial<WorkflowReference> = {}): WorkflowReference => ({
  use: "enrolls",
  to: "property",
  id,
  values: [],
  of: ["0-1"],
  ...(namedBy[id] === undefined ? {} : { names: namedBy[id] }),
  ...more,
});
const to = (kind: WorkflowReference["to"], id: string): WorkflowReference => ({
  use: "reads",
  to: kind,
  id,
  values: [],
});

const portal: Inventory = {
  owner: [
    { ...owner, userId: "70" },
    { ...owner, id: "8", name: "Colin Hale", isActive: false, userId: "80" },
  ],
  user: [{ ...user, id: "70" }],
  list: [
    list("1", [names("score")]),
    list("2", [names("gone")]),
    list("3", [to("list", "2")]),
    list("4", [to("list", "4")]),
    list("5"),
  ],
  form: [form],
  pipeline: [pipeline],
  "lead-pipeline": [{ ...pipeline, type: "lead-pipeline", stages: [{ ...pipeline.stages[0]!, id: "new-stage-id" }] }],
  "contact-property": [
    property("contact-property", "score", { name: "Lead score" }),
    property("contact-property", "gone", { name: "Old score", isArchived: true }),
    property("contact-property", "hubspot_owner_id", { dataType: "enumeration" }),
    property("contact-property", "tier", { name: "Tier", ...choice }),
    property("contact-property", "free", { dataType: "string" }),
  ],
  "company-property": [property("company-property", "industry")],
  "deal-property": [property("deal-property", "dealstage", choice)],
  "lead-property": [property("lead-property", "hs_pipeline_stage", choice)],
};

const judged = (references: readonly WorkflowReference[], more: object = {}, unread: readonly ItemType[] = []) =>
  verdictAmong(check, { ...workflow, references, ...more }, portal, { unread });
const pathsOf = (...asked: Parameters<typeof judged>) => {
  const verdict = judged(...asked);
  return verdict.status === "fail" ? verdict.evidence["paths"] : verdict.status;
};
const end = ' → workflow "Score"';

test.each([
  ["an archived property", names("gone"), 'property "Old score" (archived)'],
  ["a property that is not there at all", names("never"), "property never (deleted)"],
  ["a property of a company that only contacts have", names("score", { of: ["0-2"] }), "property score (deleted)"],
  ["a removed option", names("tier", { values: ["A", "C"] }), 'option "C" of property "Tier" (removed)'],
  ["a removed one of several options", names("tier", { values: ["A;D"] }), 'option "D" of property "Tier" (removed)'],
  ["an owner who left", names("hubspot_owner_id", { values: ["7", "8"] }), "owner Colin Hale (deactivated)"],
  ["an owner who is not there at all", names("hubspot_owner_id", { values: ["99"] }), "owner 99 (removed)"],
  ["a removed stage", names("dealstage", { values: ["Offer", "Gone"], of: ["0-3"] }), "stage Gone (removed)"],
  [
    "a removed stage of leads",
    names("hs_pipeline_stage", { values: ["Offer"], of: ["0-136"] }),
    "stage Offer (removed)",
  ],
  ["a deleted list", to("list", "99"), "list 99 (deleted)"],
  ["a deleted form", to("form", "f-9"), "form f-9 (deleted or archived)"],
  ["a user who left", to("user", "80"), "user 80 (Colin Hale, deactivated or removed)"],
  ["a user who is not known at all", to("user", "81"), "user 81 (deactivated or removed)"],
  ["a list that names what is gone", to("list", "2"), 'property "Old score" (archived) → list "List 2"'],
  ["a list in a list that does", to("list", "3"), 'property "Old score" (archived) → list "List 2" → list "List 3"'],
  [
    "the change of a property that is gone",
    names("hs_name", { of: ["4-655002"], values: ["gone"] }),
    'property "Old score" (archived)',
  ],
] as const)("%s is broken, with the way to the workflow", (_, reference, path) => {
  expect(pathsOf([reference])).toBe(`${path}${end}`);
});

test.each([
  ["a property", names("score")],
  ["options, hidden ones too", names("tier", { values: ["A", "Z", "A;B", ";A"] })],
  ["values of free text", names("free", { values: ["whatever"] })],
  ["a property of a company", names("industry", { of: ["0-2"] })],
  [
    "values of a name that two types have, which belong to either",
    names("tier", { values: ["C"], of: ["0-1", "0-1"] }),
  ],
  ["an active owner", names("hubspot_owner_id", { values: ["7"] })],
  ["a stage", names("dealstage", { values: ["Offer"], of: ["0-3"] })],
  ["a stage of leads", names("hs_pipeline_stage", { values: ["new-stage-id"], of: ["0-136"] })],
  ["a list, a form and a user", to("list", "1")],
  ["a form", to("form", "f-1")],
  ["a user", to("user", "70")],
  ["a list that names itself", to("list", "4")],
  ["a property of an event", names("hs_page_url", { of: ["4-666288"] })],
  ["a property of an associated record that some type has", names("industry", { of: ["unknown"] })],
  ["what is not followed", to("marketing-email", "1")],
] as const)("%s that is there passes", (_, reference) => {
  expect(judged([reference])).toEqual({ status: "pass", holdsUntil: null });
});

describe("what was not read is unknown, never broken", () => {
  test.each([
    ["contact-property", names("gone"), "the properties of record type 0-1 were not read"],
    ["list", to("list", "99"), "lists were not read"],
    ["form", to("form", "f-9"), "forms were not read"],
    ["user", to("user", "81"), "users were not read"],
    ["owner", names("hubspot_owner_id", { values: ["99"] }), "owners were not read"],
    ["pipeline", names("dealstage", { values: ["Gone"], of: ["0-3"] }), "pipelines were not read"],
    ["form", names("x", { of: ["0-5"] }), "the properties of record type 0-5 were not read"],
    ["form", names("x", { of: ["2-77"] }), "the properties of record type 2-77 were not read"],
    ["form", names("x", { of: ["unknown"] }), "HubSpot does not say of which records property x is"],
    ["form", to("list", "5"), 'the filters of list "List 5" were not read'],
  ] as const)("%s", (kind, reference, reason) => {
    expect(judged([reference], {}, [kind])).toEqual({ status: "unknown", reason, holdsUntil: null });
  });

  test("what an older version has read says not whose property it is", () => {
    const { of: _, ...older } = names("gone");
    expect(judged([older]).status).toBe("unknown");
  });

  test("and what is broken beside it is told", () => {
    expect(judged([to("form", "f-9"), names("gone")], {}, ["form"]).status).toBe("fail");
  });
});

test("a workflow that is off harms nobody", () => {
  expect(judged([names("gone")], { isEnabled: false }).status).toBe("not-applicable");
});

test("of many, three are named and all are counted; each once", () => {
  const many = ["a", "b", "c", "d", "d"].map((id) => names(id));
  expect(judged(many)).toMatchObject({ evidence: { references: 4, first: "property a (deleted)" } });
  expect(String(pathsOf(many)).split("; ")).toHaveLength(3);
});

describeSentences([
  {
    check,
    name: "Score",
    judge: () => judged([to("list", "2")]),
    brief: 'refers to property "Old score" (archived)',
    now: `The workflow Score refers to what is gone: property "Old score" (archived) → list "List 2"${end}.`,
    lasting: `The workflow Score refers to what is gone: property "Old score" (archived) → list "List 2"${end}.`,
    over: `The workflow Score referred to what is gone: property "Old score" (archived) → list "List 2"${end}.`,
  },
]);
