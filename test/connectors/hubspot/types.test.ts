import { describe, expect, test } from "vitest";
import { propertiesFor, unreadFields } from "../../../connectors/hubspot/fields.ts";
import { parseRecord } from "../../../connectors/hubspot/parse-record.ts";
import { descriptorOf, forEachType } from "../../../connectors/hubspot/types/index.ts";
import type { RecordType } from "../../../domain/mirror/records.ts";
import type { Portal } from "../../../simulators/hubspot/model/portal.ts";
import { professionalHubs } from "../../../simulators/hubspot/model/tier.ts";
import { traitsOf, type RecordType as ObjectType } from "../../../simulators/hubspot/model/record-types.ts";
import { propertyCatalogue } from "../../../simulators/hubspot/properties/catalogue.ts";

const types = Object.keys(forEachType(() => null)) as RecordType[];
const stages = [
  { id: "new", label: "New", displayOrder: 0, isClosed: false, probability: null },
  { id: "trying", label: "Attempting", displayOrder: 1, isClosed: false, probability: null },
];
const leadPipelines = [{ type: "lead-pipeline" as const, id: "p", name: "Leads", stages }];
const bare = {
  subscriptions: professionalHubs,
  pipelines: () => [],
  addedProperties: () => [],
  limits: { propertyLagMs: 0 },
} as unknown as Portal;
const around = { pipeline: [], "lead-pipeline": leadPipelines };

describe.each(types)("what is said of a %s", (type) => {
  const { objectType, objectTypeId, modifiedProperty, createdProperty, fields } = descriptorOf(type);
  // The simulator has its own account of HubSpot, written apart from this one.
  const traits = traitsOf[objectType as ObjectType];

  test("is what HubSpot calls it", () => {
    expect(traits).toMatchObject({ objectTypeId, modifiedProperty });
  });

  test("names properties that HubSpot has", () => {
    const known = [...propertyCatalogue(bare, objectType as ObjectType, 0).keys()];
    const needed = propertiesFor(type, Object.keys(fields));
    expect(needed.filter((name) => !known.includes(name))).toEqual([]);
    expect(known).toEqual(expect.arrayContaining([modifiedProperty, createdProperty]));
  });

  test("knows of each field whether it was read", () => {
    expect([...unreadFields(type, new Set()).keys()]).toEqual(Object.keys(fields));
    expect([...unreadFields(type, new Set(propertiesFor(type, Object.keys(fields))))]).toEqual([]);
  });

  test("gives a record without any value a name", () => {
    expect(parseRecord(type, "7", {}, around).record.name).toMatch(/^[A-Z][a-z]+ 7$/);
  });
});

test("a company is called by its name, else by its domain", () => {
  const named = (properties: Record<string, string | null>) =>
    parseRecord("company", "7", properties, around).record.name;
  expect([named({ name: "Acme", domain: "acme.example" }), named({ name: " ", domain: "acme.example" })]).toEqual([
    "Acme",
    "acme.example",
  ]);
});

test("a lead stands in a pipeline of leads, and is open or not", () => {
  const lead = (properties: Record<string, string | null>) => parseRecord("lead", "7", properties, around);
  const known = lead({ hs_lead_name: "Kim", hs_pipeline: "p", hs_pipeline_stage: "trying", hs_lead_is_open: "true" });
  expect(known.record).toMatchObject({ name: "Kim", isOpen: true, stage: { label: "Attempting", progress: 1 } });
  expect([...known.faults]).toEqual([]);
  const other = lead({ hs_pipeline: "q", hs_pipeline_stage: "trying", hs_lead_is_open: "perhaps" });
  expect(other.record.isOpen).toBeNull();
  expect([...other.faults]).toEqual([
    ["stage", "its stage is in no pipeline that HubSpot lists"],
    ["isOpen", 'HubSpot\'s hs_lead_is_open cannot be read: "perhaps" is neither true nor false'],
  ]);
});

test("a task is done or due", () => {
  const task = (properties: Record<string, string | null>) => parseRecord("task", "7", properties, around).record;
  expect(
    task({ hs_task_subject: "Call Kim", hs_task_status: "WAITING", hs_timestamp: "2026-11-25T09:00:00Z" }),
  ).toMatchObject({ name: "Call Kim", isDone: false, dueAt: new Date("2026-11-25T09:00:00Z"), completedAt: null });
  expect(task({ hs_task_status: "COMPLETED" }).isDone).toBe(true);
});
