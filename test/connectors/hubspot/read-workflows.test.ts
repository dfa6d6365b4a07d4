import { describe, expect, test } from "vitest";
import { HubSpotForbidden } from "../../../connectors/hubspot/errors.ts";
import { referencesIn } from "../../../connectors/hubspot/inventory/parse-workflow.ts";
import { connectTo, startPortal } from "./started-portal.ts";
import { startProxy } from "./start-proxy.ts";

/**
 * As HubSpot's editor saves it: who raised a hand on a form or is on a list goes to one of two people, unless a status
 * says otherwise.
 */
const routing = {
  name: "Route demo requests",
  enrollmentCriteria: {
    type: "LIST_BASED",
    shouldReEnroll: true,
    listFilterBranch: {
      filterBranchType: "OR",
      filterBranches: [
        {
          filterBranchType: "AND",
          filters: [
            { filterType: "FORM_SUBMISSION", formId: "f-demo", operator: "FILLED_OUT" },
            { filterType: "IN_LIST", listId: "11", operator: "IN_LIST" },
            {
              filterType: "PROPERTY",
              property: "lifecyclestage",
              operation: { operationType: "ENUMERATION", operator: "IS_ANY_OF", values: ["lead", "subscriber"] },
            },
            {
              filterType: "PROPERTY",
              property: "email",
              operation: { operationType: "MULTISTRING", operator: "IS_EQUAL_TO", values: ["kim@client.example"] },
            },
          ],
        },
      ],
    },
  },
  suppressionListIds: [12],
  actions: [
    {
      actionId: "1",
      type: "SINGLE_CONNECTION",
      actionTypeId: "0-11",
      fields: {
        user_ids: ["7", "8"],
        team_ids: ["3"],
        target_property: "hubspot_owner_id",
        overwrite_current_owner: "false",
      },
    },
    {
      actionId: "2",
      type: "SINGLE_CONNECTION",
      actionTypeId: "0-5",
      fields: { property_name: "hs_lead_status", value: { type: "STATIC_VALUE", staticValue: "NEW" } },
    },
    {
      actionId: "3",
      type: "SINGLE_CONNECTION",
      actionTypeId: "0-5",
      fields: { property_name: "company", value: { type: "OBJECT_PROPERTY", propertyName: "domain" } },
    },
    { actionId: "4", type: "SINGLE_CONNECTION", actionTypeId: "0-4", fields: { content_id: "5" } },
  ],
};

const said = (references: ReturnType<typeof referencesIn>) =>
  references.map(({ use, to, id, values }) => [use, to, id, ...values].join(" "));

describe("what a workflow names", () => {
  test("is found wherever it stands: who comes in, what is written, who is told", () => {
    expect(said(referencesIn(routing))).toEqual([
      "enrolls form f-demo",
      "enrolls list 11",
      "enrolls property email",
      "enrolls property lifecyclestage lead subscriber",
      "reads list 12",
      "reads marketing-email 5",
      "reads property domain",
      "reads team 3",
      "reads user 7",
      "reads user 8",
      "sets property company",
      "sets property hs_lead_status NEW",
      "sets property hubspot_owner_id",
    ]);
  });

  test("a form's submission is an event that names the form like a value", () => {
    const enrollmentCriteria = {
      type: "EVENT_BASED",
      eventFilterBranches: [
        {
          eventTypeId: "4-1639801",
          filters: [
            {
              filterType: "PROPERTY",
              property: "hs_form_id",
              operation: { operationType: "ENUMERATION", values: ["f-demo"] },
            },
          ],
        },
      ],
    };
    expect(said(referencesIn({ enrollmentCriteria }))).toEqual(["enrolls form f-demo"]);
  });

  test("holds no person's address and no template, even where an action sets one", () => {
    const set = (staticValue: string) => ({
      fields: { property_name: "note", value: { type: "STATIC_VALUE", staticValue } },
    });
    const actions = [set("kim@client.example"), set("{{ enrolled_object.email }}"), set("fine")];
    expect(said(referencesIn({ actions }))).toEqual(["sets property note fine"]);
  });

  test.each([
    [{}],
    [{ actions: null }],
    [{ actions: [null, 5, "x", { fields: { property_name: 5 } }], enrollmentCriteria: [] }],
  ])("odd JSON is read as far as it goes: %j", (workflow) => {
    expect(said(referencesIn(workflow)).every((line) => line === "sets property 5")).toBe(true);
  });
});

test("workflows are listed and then read in batches of a hundred", async () => {
  const { portal, reader } = await startPortal();
  for (let index = 1; index <= 101; index += 1)
    await portal.saveDocument("workflow", String(index), { name: `Flow ${index}` });
  await portal.saveDocument("workflow", "101", routing);
  await portal.saveDocument("workflow", "100", { name: "Off", isEnabled: false, objectTypeId: "0-3" });
  await portal.clearRequests();
  const workflows = await reader.inventory("workflow");
  expect((await portal.requests()).map(({ method }) => method)).toEqual(["GET", "GET", "POST", "POST"]);
  expect(workflows).toHaveLength(101);
  expect(workflows.find(({ id }) => id === "100")).toMatchObject({
    isEnabled: false,
    objectTypeId: "0-3",
    actionCount: 0,
  });
  expect(workflows.find(({ id }) => id === "101")).toMatchObject({
    name: "Route demo requests",
    isEnabled: true,
    revisionId: "2",
    actionCount: 4,
    reEnrolls: true,
  });
});

test("a batch that leaves workflows out is read again, and is none when it does so twice", async () => {
  const { portal, reader } = await startPortal();
  for (const id of ["1", "2", "3"]) await portal.saveDocument("workflow", id, { name: `Flow ${id}` });
  const path = "/automation/v4/flows/batch/read";
  await portal.setFault({ kind: "thin-page", path, times: 1 });
  expect((await reader.inventory("workflow")).map(({ id }) => id).toSorted()).toEqual(["1", "2", "3"]);
  await portal.setFault({ kind: "void-page", path, times: 2 });
  await expect(reader.inventory("workflow")).rejects.toThrow("it says nothing of 3 of the 3 that were asked for");
});

test("an edit is another revision", async () => {
  const { portal, reader } = await startPortal();
  await portal.saveDocument("workflow", "1", { name: "Route" });
  const [before] = await reader.inventory("workflow");
  await portal.saveDocument("workflow", "1", { name: "Route", isEnabled: false });
  const [after] = await reader.inventory("workflow");
  expect([before!.revisionId, after!.revisionId, after!.isEnabled]).toEqual(["1", "2", false]);
});

test("where v4 is gone, the dated version answers", async () => {
  const { portal, hubspot } = await startPortal();
  await portal.saveDocument("workflow", "1", { name: "Route" });
  const later = connectTo(await startProxy(hubspot.address, ["/automation/v4/"]));
  expect(await later.inventory("workflow")).toMatchObject([{ id: "1", name: "Route" }]);
});

test("a refusal of v4 is a refusal, and nothing else is asked", async () => {
  const { portal, reader } = await startPortal();
  await portal.changeToken("audit", { scopes: [] });
  await portal.clearRequests();
  await expect(reader.inventory("workflow")).rejects.toThrow(HubSpotForbidden);
  expect(await portal.requests()).toHaveLength(1);
});
