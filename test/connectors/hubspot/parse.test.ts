import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertiesFor, propertiesOf } from "../../../connectors/hubspot/fields.ts";
import { parseRecord } from "../../../connectors/hubspot/parse-record.ts";
import { recordUrl } from "../../../connectors/hubspot/record-url.ts";
import { versionedPath } from "../../../connectors/hubspot/versions.ts";
import type { Pipeline } from "../../../domain/inventory/pipeline.ts";
import type { RecordType } from "../../../domain/mirror/records.ts";

const stage = (id: string, displayOrder: number, isClosed = false) => {
  return { id, label: `Stage ${id}`, displayOrder, isClosed, probability: null };
};
const sales: Pipeline = {
  type: "pipeline",
  id: "default",
  name: "Sales",
  // Not in order of display, as HubSpot may list them.
  stages: [stage("c", 2), stage("a", 0), stage("won", 3, true), stage("b", 1), stage("lost", 4, true)],
};
const oneStage: Pipeline = { ...sales, id: "short", stages: [stage("only", 0), stage("done", 1, true)] };
const around = { pipeline: [sales, oneStage] };
const contact = (properties: Record<string, string | null>) => parseRecord("contact", "7", properties, around);
const deal = (properties: Record<string, string | null>) => parseRecord("deal", "9", properties, around);

describe("a contact's name", () => {
  test.each([
    [{ firstname: "Ana", lastname: "Ruiz", email: "a@x.example" }, "Ana Ruiz"],
    [{ firstname: " Ana ", lastname: "" }, "Ana"],
    [{ firstname: null, lastname: "Ruiz" }, "Ruiz"],
    [{ firstname: null, lastname: null, email: "a@x.example" }, "a@x.example"],
    [{}, "Contact 7"],
  ])("%j is %s", (properties, name) => expect(contact(properties).record.name).toBe(name));
});

describe("a deal's stage", () => {
  test.each([
    ["default", "a", { progress: 0, isClosed: false, label: "Stage a", pipelineLabel: "Sales" }],
    ["default", "b", { progress: 0.5 }],
    ["default", "c", { progress: 1 }],
    ["default", "won", { progress: null, isClosed: true }],
    ["short", "only", { progress: 1 }],
    ["default", "retired", { progress: null, isClosed: false, label: "retired", pipelineLabel: "Sales" }],
    ["gone", "a", { progress: null, label: "a", pipelineLabel: "unknown pipeline" }],
    [null, null, { progress: null, label: "no stage", id: "" }],
  ])("%s/%s", (pipeline, dealstage, expected) => {
    expect(deal({ pipeline, dealstage }).record.stage).toMatchObject(expected);
  });
});

const listed = { pipeline: "default", dealstage: "a" };

test.each([
  [listed, undefined],
  [{ pipeline: "default", dealstage: "retired" }, "its stage is in no pipeline that HubSpot lists"],
  [{ pipeline: "gone", dealstage: "a" }, "its stage is in no pipeline that HubSpot lists"],
  [{ pipeline: null, dealstage: null }, "its stage is in no pipeline that HubSpot lists"],
])("of a deal in %j nobody can say whether it is open, unless HubSpot lists its stage", (properties, fault) => {
  expect(deal(properties).faults.get("stage")).toBe(fault);
});

test("a value that cannot be read is null, says why, and spoils no other", () => {
  const { record, faults } = deal({
    ...listed,
    dealname: "Renewal",
    amount: "plenty",
    closedate: "2026-02-30",
    createdate: "2026-01-01",
  });
  expect(record).toMatchObject({ name: "Renewal", amount: null, closeAt: null, createdAt: new Date("2026-01-01") });
  expect([...faults]).toEqual([
    ["amount", 'HubSpot\'s amount cannot be read: "plenty" is not a number'],
    ["closeAt", 'HubSpot\'s closedate cannot be read: "2026-02-30" is not a date'],
  ]);
});

test("whatever a record holds, reading it never throws", () => {
  const names = [
    ...new Set([
      ...propertiesFor("contact", ["ownerId", "createdAt", "raisedHandAt", "utmSource"]),
      ...propertiesFor("deal", ["amount", "closeAt", "stage"]),
    ]),
  ];
  const properties = fc.dictionary(
    fc.constantFrom(...names),
    fc.option(fc.oneof(fc.string({ unit: "binary" }), fc.double().map(String))),
  );
  fc.assert(
    fc.property(fc.constantFrom<RecordType>("contact", "deal"), properties, (type, some) => {
      const { record, faults } = parseRecord(type, "1", some, around);
      expect(record.name.length).toBeGreaterThan(0);
      // A stage that no pipeline lists keeps its id, for whoever looks for it.
      const unread = [...faults.keys()].filter((field) => field !== "stage");
      for (const field of unread) expect(record[field as keyof typeof record]).toBeNull();
    }),
    { numRuns: 1000 },
  );
});

test("every field knows its properties, and an unknown one says where to add it", () => {
  expect(propertiesFor("deal", ["stage", "amount"])).toEqual([
    "amount",
    "dealname",
    "dealstage",
    "hs_merged_object_ids",
    "pipeline",
  ]);
  expect(() => propertiesOf("deal", "mood")).toThrow(
    'A deal has no field "mood". Add it to connectors/hubspot/types/deal.ts.',
  );
});

test.each([
  ["contact", "7", "https://app-eu1.hubspot.com/contacts/42/record/0-1/7"],
  ["deal", "9", "https://app-eu1.hubspot.com/contacts/42/record/0-3/9"],
  ["campaign", "c", "https://app-eu1.hubspot.com/marketing/42/campaigns/details/c"],
  ["lead", "9", "https://app-eu1.hubspot.com/contacts/42/record/0-136/9"],
  ["workflow", "9", "https://app-eu1.hubspot.com/workflows/42/platform/flow/9/edit"],
  ["form", "f-1", "https://app-eu1.hubspot.com/forms/42/editor/f-1/edit/form"],
  ["list", "9", "https://app-eu1.hubspot.com/contacts/42/objectLists/9/filters"],
  ["marketing-email", "9", "https://app-eu1.hubspot.com/email/42/details/9/performance"],
  ["user", "1", "https://app-eu1.hubspot.com/settings/42/users"],
  ["owner", "1", "https://app-eu1.hubspot.com/settings/42/users"],
  ["portal", "portal", null],
])("the page of a %s", (type, id, url) => expect(recordUrl("app-eu1.hubspot.com", "42", type, id)).toBe(url));

test.each([
  ["/crm/v3/objects/contacts", "/crm/objects/2026-09/contacts"],
  ["/crm/v3/lists/search", "/crm/lists/2026-09/search"],
  ["/marketing/v3/emails/", "/marketing/emails/2026-09"],
  ["/crm/v4/associations/contacts/calls/batch/read", "/crm/associations/2026-09/contacts/calls/batch/read"],
  ["/crm/v3/owners/", "/crm/owners/2026-09"],
  ["/crm/v3/owners", "/crm/owners/2026-09"],
  ["/crm/v3/pipelines/deals", "/crm/pipelines/2026-09/deals"],
  ["/account-info/2026-09/details", "/account-info/2026-09/details"],
])("%s is asked at %s", (elder, dated) => expect(versionedPath(elder)).toBe(dated));
