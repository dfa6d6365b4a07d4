import { appendFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HubSpotAdmin, HubSpotApi } from "../../../simulators/client.ts";
import { livePortal } from "../../../simulators/hubspot/scenario/live-portal.ts";
import { startHubSpot } from "../../../simulators/hubspot/start.ts";
import { openPortal, rawCalls, token } from "./open-portal.ts";

test("everything survives a restart, even after a line that a kill cut short", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "hubspot-"));
  const { hubspot, portal, api } = await openPortal({ stateDir });
  const owner = await portal.createOwner({ email: "ana@acme.example", firstName: "Ana", lastName: "Berger" });
  const { id } = await api.create("contacts", { email: "kim@client.example", hubspot_owner_id: owner.id });
  await api.createCampaign({ hs_name: "Q3", hs_utm: "q3" });
  await portal.revokeToken("audit");
  await portal.restoreToken("audit");
  const before = await portal.journal();
  await hubspot.close();
  appendFileSync(join(stateDir, "hubspot", "7001.ndjson"), '{"seq":99,"what":"record-cr');

  const restarted = await startHubSpot({ stateDir });
  const again = {
    portal: new HubSpotAdmin(restarted.address).portal(7001),
    api: new HubSpotApi(restarted.address, token),
  };

  expect(await again.portal.journal()).toEqual(before);
  expect(await again.portal.clock()).toEqual({ mode: "frozen", at: "2026-06-01T09:00:00.000Z" });
  expect(await again.api.read("contacts", id, ["hubspot_owner_id"])).toMatchObject({
    properties: { hubspot_owner_id: owner.id },
  });
  expect(await again.api.campaigns(["hs_utm"])).toMatchObject([{ properties: { hs_utm: "q3" } }]);
  const second = await again.api.create("contacts", { email: "lee@client.example" });
  expect(Number(second.id)).toBeGreaterThan(Number(id));
  await restarted.close();
});

test("the journal answers what was written, when, and by whom", async () => {
  const { portal, api } = await openPortal();
  const { id } = await api.create("contacts", { email: "kim@client.example" });
  await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
  await api.update("contacts", id, { jobtitle: "COO" });

  expect(await portal.journal({ type: "contacts", id })).toMatchObject([
    { what: "record-created", at: "2026-06-01T09:00:00.000Z", source: { type: "INTEGRATION", id: "audit" } },
    { what: "properties-set", at: "2026-06-02T09:00:00.000Z", properties: { jobtitle: "COO" } },
  ]);
});

test("a life that cannot have happened is refused whole", async () => {
  const { portal } = await openPortal();
  const contact = {
    what: "record-created",
    type: "contacts",
    id: "1001",
    properties: { email: "kim@client.example" },
  } as const;
  const change = { what: "properties-set", type: "contacts", id: "1001", properties: { jobtitle: "COO" } } as const;

  await expect(
    portal.liveThrough([
      { ...contact, at: "2026-05-02T00:00:00.000Z" },
      { ...change, at: "2026-05-01T00:00:00.000Z" },
    ]),
  ).rejects.toThrow(/lies before/);
  await expect(
    portal.liveThrough([
      { ...contact, at: "2026-05-01T00:00:00.000Z" },
      { ...change, id: "1002", at: "2026-05-02T00:00:00.000Z" },
    ]),
  ).rejects.toThrow(/no contacts\/1002 yet/);
  expect((await portal.summary()).records.contacts).toBe(0);
});

test("thousands of writes are lived through in well under a second, and a page of 100 takes milliseconds", async () => {
  const { admin } = await openPortal();
  const lived = livePortal({ seed: 1, portalId: 7011, profile: "northwind", until: new Date("2026-06-01T09:00:00Z") });
  const portal = await admin.openPortal(lived.portal);
  await portal.grantToken({ token: "pat-eu1-northwind" });
  await portal.setLimits({ generalPer10s: 10_000 });

  const startedAt = performance.now();
  await portal.liveThrough(lived.writes);
  const writtenAt = performance.now();
  const api = new HubSpotApi(admin.address, "pat-eu1-northwind");
  const contacts = await api.list("contacts", [
    "email",
    "notes_last_updated",
    "notes_next_activity_date",
    "hs_sa_first_engagement_date",
    "recent_conversion_date",
  ]);
  const readAt = performance.now();

  // Generous bounds: a busy machine is no fault.
  expect(writtenAt - startedAt).toBeLessThan(2000);
  expect((readAt - writtenAt) / Math.ceil(contacts.length / 100)).toBeLessThan(150);
});

test("settings, apps, pipelines and merges survive a restart as well", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "hubspot-"));
  const { hubspot, portal, api, raw } = await openPortal({ stateDir });
  const contact = "/crm/objects/2026-09/contacts";
  await portal.saveDocument("form", "f-1", { name: "Demo" });
  await portal.submitForm({ email: "kim@client.example", formName: "Demo", pageUrl: "https://acme.example/" });
  const other = await api.create("contacts", { email: "lee@client.example" });
  const [kim] = await api.list("contacts");
  await raw("POST", `${contact}/merge`, { primaryObjectId: kim!.id, objectIdToMerge: other.id });
  await raw("PATCH", "/crm/pipelines/2026-09/deals/default", { label: "New business" });
  await portal.change({ subscriptions: { marketing: "free", sales: "professional", service: "free" } });
  const paths = [
    "/form-integrations/v1/submissions/forms/f-1",
    `${contact}/${other.id}`,
    "/crm/pipelines/2026-09/deals/default/audit",
    "/marketing/campaigns/2026-09",
  ];
  // Each refusal has an id of its own.
  const readAll = async (read: typeof raw) =>
    Promise.all(paths.map(async (path) => (await read("GET", path)).text.replace(/"correlationId":"[^"]+"/, "")));
  const before = await readAll(raw);
  await hubspot.close();

  const restarted = await startHubSpot({ stateDir });
  expect(await readAll(rawCalls(restarted.address))).toEqual(before);
  await restarted.close();
});
