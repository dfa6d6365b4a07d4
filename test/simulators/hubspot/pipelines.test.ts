import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

const deals = "/crm/pipelines/2026-09/deals";

interface Audit {
  readonly results: readonly { readonly identifier: string; readonly action: string; readonly timestamp: string }[];
}

test("a stage that is renamed was called otherwise before, and the audit says when it changed", async () => {
  const { raw, portal, api } = await openPortal();
  await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
  const stage = `${deals}/default/stages/closedwon`;
  expect(
    (await raw("PATCH", stage, { label: "Offer sent", metadata: { probability: "0.5", isClosed: "false" } })).status,
  ).toBe(200);
  const deal = await api.create("deals", { dealname: "Renewal", dealstage: "closedwon" });
  const read = async () => (await raw("GET", stage)).json();
  const isWon = async () => (await api.read("deals", deal.id, ["hs_is_closed_won"])).properties["hs_is_closed_won"];

  expect(await read()).toMatchObject({ label: "Offer sent", metadata: { isClosed: "false", probability: "0.5" } });
  expect(await isWon()).toBe("false");
  expect((await raw("GET", `${stage}/audit`)).json<Audit>().results).toMatchObject([
    { identifier: "closedwon", action: "UPDATE", timestamp: "2026-06-02T09:00:00.000Z" },
  ]);
  expect((await raw("GET", `${deals}/default/stages/closedlost/audit`)).json<Audit>().results).toEqual([]);
  expect((await raw("GET", `${deals}/default/audit`)).json<Audit>().results).toHaveLength(1);

  await portal.freezeAt(new Date("2026-06-01T12:00:00Z"));
  expect(await read()).toMatchObject({ label: "Closed Won", metadata: { isClosed: "true" } });
  expect((await raw("GET", `${deals}/default/audit`)).json<Audit>().results).toEqual([]);
});

test("a pipeline comes, takes deals and cannot go while a deal stands in it", async () => {
  const { raw, api } = await openPortal();
  const stages = [{ stageId: "p1", label: "Closed Won", displayOrder: 0, metadata: { probability: "0.3" } }];
  expect((await raw("POST", deals, { pipelineId: "partner", label: "Partners", displayOrder: 1, stages })).status).toBe(
    201,
  );
  const deal = await api.create("deals", { dealname: "Joint", pipeline: "partner", dealstage: "p1" });

  const refused = await raw("DELETE", `${deals}/partner`);
  expect([refused.status, refused.json()["subCategory"]]).toEqual([400, "PipelineError.STAGE_ID_IN_USE"]);
  await api.archive("deals", deal.id);
  expect((await raw("DELETE", `${deals}/partner`)).status).toBe(204);
  expect((await raw("GET", `${deals}/partner`)).status).toBe(404);
  expect((await raw("GET", `${deals}/partner/audit`)).json<Audit>().results.map(({ action }) => action)).toEqual([
    "DELETE",
    "CREATE",
  ]);
});

test("a new property can be read after a short lag, written like any other, and not made twice", async () => {
  const { raw, portal, api } = await openPortal();
  await portal.setLimits({ propertyLagMs: 500 });
  const property = {
    name: "utm_source",
    label: "UTM source",
    type: "string",
    fieldType: "text",
    groupName: "tracking",
    hasUniqueValue: true,
  };
  const path = "/crm/properties/2026-09/contacts";
  expect((await raw("POST", path, property)).status).toBe(201);
  expect((await raw("GET", `${path}/utm_source`)).status).toBe(404);
  expect((await raw("POST", path, property)).json()).toMatchObject({ category: "OBJECT_ALREADY_EXISTS" });

  await portal.freezeAt(new Date("2026-06-01T09:00:00.500Z"));
  expect((await raw("GET", `${path}/utm_source`)).json()).toMatchObject({
    groupName: "tracking",
    hubspotDefined: false,
  });
  expect(
    (await raw("GET", `${path}/groups`)).json<{ results: { name: string }[] }>().results.map(({ name }) => name),
  ).toContain("tracking");
  const { id } = await api.create("contacts", { email: "kim@client.example", utm_source: "ads-1" });
  expect((await raw("GET", "/crm/objects/2026-09/contacts/ads-1?idProperty=utm_source")).json()).toMatchObject({ id });
});

test("an added property is changed and archived, is back when it is made again, and the past keeps what it was", async () => {
  const { raw, portal } = await openPortal();
  const path = "/crm/properties/2026-09/contacts";
  const tier = { name: "tier", label: "Tier", type: "string", fieldType: "text", groupName: "g" };
  await raw("POST", path, tier);
  await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
  expect((await raw("PATCH", `${path}/tier`, { label: "Level" })).json()).toMatchObject({
    name: "tier",
    label: "Level",
  });
  await portal.freezeAt(new Date("2026-06-03T09:00:00Z"));
  expect((await raw("DELETE", `${path}/tier`)).status).toBe(204);

  const archived = async () =>
    (await raw("GET", `${path}?archived=true`)).json<{ results: { name: string; archived: boolean }[] }>().results;
  expect(await archived()).toMatchObject([{ name: "tier", archived: true }]);
  expect((await raw("GET", `${path}/tier`)).status).toBe(404);
  await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
  expect((await raw("GET", `${path}/tier`)).json()).toMatchObject({ label: "Level", archived: false });
  expect(await archived()).toEqual([]);

  await portal.freezeAt(new Date("2026-06-04T09:00:00Z"));
  expect((await raw("POST", path, tier)).status).toBe(201);
  expect(await archived()).toEqual([]);
});

test("HubSpot's own properties are not changed, unknown ones are not there", async () => {
  const { raw } = await openPortal();
  expect((await raw("DELETE", "/crm/properties/2026-09/contacts/email")).status).toBe(400);
  expect((await raw("PATCH", "/crm/properties/2026-09/contacts/unheard_of", { label: "x" })).status).toBe(404);
});
