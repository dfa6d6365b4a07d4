import { describe, expect, test } from "vitest";
import { HubSpotForbidden } from "../../../connectors/hubspot/errors.ts";
import { seedEverything } from "./every-read.ts";
import { startPortal } from "./started-portal.ts";

describe("properties", () => {
  test("are read with what a change of them would break: type, options, formula, whether they are archived", async () => {
    const { raw, reader } = await startPortal();
    const added = { name: "utm_source", label: "Source", type: "string", fieldType: "text", groupName: "tracking" };
    await raw("POST", "/crm/properties/2026-09/contacts", added);
    const properties = await reader.inventory("contact-property");
    expect(properties.find(({ id }) => id === "lifecyclestage")).toMatchObject({
      type: "contact-property",
      dataType: "enumeration",
      isHubSpotDefined: true,
      isCalculated: false,
      isArchived: false,
    });
    expect(properties.find(({ id }) => id === "lifecyclestage")!.options).toContainEqual({
      value: "customer",
      label: "Customer",
      isHidden: false,
    });
    expect(properties.find(({ id }) => id === "utm_source")).toMatchObject({ name: "Source", isHubSpotDefined: false });
  });

  test("that were changed or archived say so", async () => {
    const { raw, reader } = await startPortal();
    const path = "/crm/properties/2026-09/contacts";
    const options = [{ label: "Old", value: "old", displayOrder: 0, hidden: false }];
    const tier = { name: "tier", label: "Tier", type: "enumeration", fieldType: "select", groupName: "g", options };
    await raw("POST", path, tier);
    const tierNow = async () => (await reader.inventory("contact-property")).find(({ id }) => id === "tier");
    expect(await tierNow()).toMatchObject({ isArchived: false, options: [{ value: "old" }] });
    await raw("PATCH", `${path}/tier`, { options: [{ label: "New", value: "new", displayOrder: 0, hidden: false }] });
    expect(await tierNow()).toMatchObject({ name: "Tier", isArchived: false, options: [{ value: "new" }] });
    await raw("DELETE", `${path}/tier`);
    expect(await tierNow()).toMatchObject({ isArchived: true, options: [{ value: "new" }] });
    expect((await reader.propertyNames("contacts")).has("tier")).toBe(false);
    await raw("POST", path, tier);
    expect(await tierNow()).toMatchObject({ isArchived: false, options: [{ value: "old" }] });
  });

  test("that list owners have no options: people come and go without a change of the definition", async () => {
    const { portal, reader } = await startPortal();
    const optionsOfOwner = async () =>
      (await reader.inventory("contact-property")).find(({ id }) => id === "hubspot_owner_id")!.options;
    expect(await optionsOfOwner()).toEqual([]);
    await portal.createOwner({ email: "ana@acme.example", firstName: "Ana", lastName: "Berger" });
    expect(await optionsOfOwner()).toEqual([]);
  });

  test("of a record type that the token may not see are forbidden, and the others are read", async () => {
    const { portal, reader } = await startPortal();
    await portal.changeToken("audit", { scopes: ["crm.objects.contacts.read"] });
    expect((await reader.inventory("contact-property")).length).toBeGreaterThan(10);
    await expect(reader.inventory("deal-property")).rejects.toThrow(HubSpotForbidden);
  });
});

describe("pipelines", () => {
  test("of deals and of leads, with how likely a stage is won", async () => {
    const started = await startPortal();
    await seedEverything(started);
    const [deals] = await started.reader.inventory("pipeline");
    expect(deals).toMatchObject({ type: "pipeline", id: "default" });
    expect(deals!.stages.map(({ id, probability, isClosed }) => [id, probability, isClosed])).toContainEqual([
      "closedwon",
      1,
      true,
    ]);
    const [leads] = await started.reader.inventory("lead-pipeline");
    expect(leads).toMatchObject({ type: "lead-pipeline", id: "lead-pipeline-id" });
  });

  test("tell who changed them and their stages, newest first", async () => {
    const { raw, portal, reader } = await startPortal();
    const stage = { stageId: "p1", label: "Started", displayOrder: 0, metadata: { probability: "0.3" } };
    await raw("POST", "/crm/pipelines/2026-09/deals", {
      pipelineId: "partner",
      label: "P",
      displayOrder: 1,
      stages: [stage],
    });
    await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
    await raw("PATCH", "/crm/pipelines/2026-09/deals/partner/stages/p1", { label: "Begun" });
    expect(await reader.pipelineAudit("pipeline", "partner")).toMatchObject([
      { action: "UPDATE", at: new Date("2026-06-02T09:00:00Z") },
      { action: "CREATE", at: new Date("2026-06-01T09:00:00Z") },
    ]);
    expect(await reader.stageAudit("pipeline", "partner", "p1")).toMatchObject([
      { action: "UPDATE" },
      { action: "CREATE" },
    ]);
    expect(await reader.pipelineAudit("pipeline", "default")).toEqual([]);
  });
});

describe("campaigns", () => {
  test("their assets over as many pages as there are, and whom they brought", async () => {
    const { api, portal, reader } = await startPortal();
    const { id } = await api.createCampaign({ hs_name: "Q3", hs_utm: "q3" });
    const at = "2026-06-01T09:00:00.000Z";
    const asset = (index: number) =>
      ({ what: "campaign-asset-added", id, assetType: "FORM", assetId: `f${index}`, at }) as const;
    await portal.liveThrough(Array.from({ length: 101 }, (_, index) => ({ ...asset(index), name: `Form ${index}` })));
    await api.create("contacts", { email: "kim@client.example" });
    const assets = await reader.campaignAssets(id, "FORM");
    expect([assets.length, assets[0], assets[100]]).toEqual([
      101,
      { id: "f0", name: "Form 0" },
      { id: "f100", name: "Form 100" },
    ]);
    expect(await reader.campaignAssets(id, "LANDING_PAGE")).toEqual([]);
    expect(await reader.campaignMetrics(id, "2026-05-01", "2026-06-30")).toEqual({
      sessions: 0,
      newContactsFirstTouch: 0,
      newContactsLastTouch: 0,
      influencedContacts: 0,
    });
  });
});

test("the account's allowance of the day, and when it is renewed", async () => {
  const { portal, reader } = await startPortal();
  await portal.setLimits({ daily: 5000 });
  await reader.accountDetails();
  const usage = await reader.apiUsage();
  expect(usage).toMatchObject({ limit: 5000, used: 2 });
  expect(usage!.resetsAt!.getTime()).toBeGreaterThan(Date.now());
});
