import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readInventory } from "../../../activities/copy/read-inventory.ts";
import { makeSyncConfiguration } from "../../../activities/copy/sync-configuration.ts";
import { differenceOf } from "../../../domain/inventory/difference.ts";
import type { ItemType } from "../../../domain/inventory/inventory.ts";
import { workflowWords, type Workflow } from "../../../domain/inventory/workflow.ts";
import { driftOf } from "../../../storage/inventory/drift.ts";
import { figuresSince } from "../../../storage/inventory/figures.ts";
import { latestInventory } from "../../../storage/inventory/read-inventory.ts";
import { beginRun } from "../../../storage/runs.ts";
import { ensureClient } from "../../../storage/clients.ts";
import { itemTypes, seedKinds } from "../../connectors/hubspot/every-read.ts";
import { runActivity, runName, startOfTest, startTestWorld, type TestWorld } from "../test-world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(async () => world.close());

async function sync(clientId: string, kinds: readonly ItemType[]) {
  const run = runName(clientId, startOfTest);
  const { db, client } = world.world;
  await ensureClient(db, client(clientId));
  const at = new Date(run.asOf);
  await beginRun(db, { ...run, period: at, asOf: at, workflowId: "w", workflowRunId: "r" });
  return runActivity(makeSyncConfiguration(world.world), [run, kinds], { attempt: 4 });
}

const versionsOf = async (clientId: string) => {
  const { rows } = await sql<{ kind: string; latest: number }>`
    select kind, max(version) as latest from inventory_version where client_id = ${clientId} group by kind order by kind
  `.execute(world.world.db);
  return rows.map(({ kind, latest }) => `${kind} ${latest}`);
};

test("every kind is read, and kept once while it stays as it is", async () => {
  const { admin, api } = await world.addClient("northwind");
  await admin.saveDocument("form", "f-1", { name: "Demo" });
  await api.createCampaign({ hs_name: "Q3" });
  await admin.createOwner({ email: "a@a.example", firstName: "A", lastName: "B", teams: ["Inbound"] });
  await seedKinds(admin);
  const receipts = await sync("northwind", itemTypes);
  expect(receipts.filter(({ status, records }) => status !== "complete" || records === 0)).toEqual([]);
  await sync("northwind", itemTypes);
  expect(await versionsOf("northwind")).toEqual(itemTypes.toSorted().map((kind) => `${kind} 1`));
});

test("an edit is another version, told against the approved one until it is reverted", async () => {
  const { admin } = await world.addClient("harbor");
  await admin.saveDocument("workflow", "1", { name: "Route leads" });
  await sync("harbor", ["workflow"]);
  await world.moveTo(new Date(world.now().getTime() + 60_000));
  await admin.saveDocument("workflow", "1", { name: "Route leads", isEnabled: false });
  await sync("harbor", ["workflow"]);
  const [drift] = await driftOf(world.world.db, "harbor");
  expect(drift).toMatchObject({ kind: "workflow", id: "1", version: 2, current: { isEnabled: false } });
  expect((drift!.current as Workflow).updatedAt).toBeInstanceOf(Date);
  expect(differenceOf(workflowWords, drift!.approved, drift!.current)).toEqual(["Switched off"]);
});

test("the size of a list is kept by the day, and is no version of it", async () => {
  const { admin, api } = await world.addClient("sized");
  const contact = await api.create("contacts", { email: "kim@client.example" });
  await admin.saveDocument("list", "7", { name: "Newsletter" });
  await sync("sized", ["list"]);
  const members = [{ recordId: contact.id, at: world.now().toISOString() }];
  await admin.saveDocument("list", "7", { name: "Newsletter", members });
  await sync("sized", ["list"]);
  expect(await latestInventory(world.world.db, "sized", "list")).toMatchObject([{ size: 1 }]);
  expect((await figuresSince(world.world.db, "sized", "list", "2026-11-01")).get("7")).toEqual([
    { day: "2026-11-25", value: 1 },
  ]);
});

test("a list that is met first brings its sizes along, and a refusal of these costs nothing", async () => {
  const { admin, api } = await world.addClient("past");
  const contact = await api.create("contacts", { email: "kim@client.example" });
  const twoDaysAgo = new Date(world.now().getTime() - 2 * 86_400_000).toISOString();
  const at = new Date(world.now().getTime() - 9 * 86_400_000).toISOString();
  const content = { name: "Old", members: [{ recordId: contact.id, at: twoDaysAgo }] };
  await admin.liveThrough([{ what: "document-saved", kind: "list", id: "8", content, at }]);
  await admin.saveDocument("list", "9", { name: "New" });
  expect(await sync("past", ["list"])).toMatchObject([{ status: "complete", records: 2 }]);
  const sizes = await figuresSince(world.world.db, "past", "list", "2026-11-01");
  expect(sizes.get("8")).toEqual([
    { day: "2026-11-17", value: 0 },
    { day: "2026-11-24", value: 1 },
    // What we saw ourselves.
    { day: "2026-11-25", value: 1 },
  ]);
  await admin.clearRequests();
  await sync("past", ["list"]);
  expect((await admin.requests()).filter(({ path }) => path.includes("history"))).toEqual([]);
  await admin.saveDocument("list", "10", { name: "Newer" });
  await admin.setFault({ kind: "500", path: "/crm/lists/*/size-and-edits-history" });
  expect(await sync("past", ["list"])).toMatchObject([{ status: "complete", records: 3 }]);
});

test("a kind that may not be read leaves the others complete, and keeps what was known", async () => {
  const { admin } = await world.addClient("nightowl");
  await admin.saveDocument("form", "f-1", { name: "Demo" });
  await sync("nightowl", ["form", "list"]);
  await admin.changeToken("revwatch", { scopes: ["crm.lists.read"] });
  const receipts = await sync("nightowl", ["form", "list"]);
  expect(receipts).toMatchObject([
    { subject: "form", status: "unreadable", reason: expect.stringMatching(/lacks the scope forms/) as string },
    { subject: "list", status: "complete" },
  ]);
  expect(await latestInventory(world.world.db, "nightowl", "form")).toHaveLength(1);
});

/** Ten rules of properties, for which HubSpot cannot be asked one by one. */
async function tenRules(clientId: string) {
  const { admin } = await world.addClient(clientId);
  const ids = Array.from({ length: 10 }, (_unused, index) => `contacts/p_${index}`);
  for (const id of ids)
    await admin.saveDocument("property-validation", id, { rules: [{ ruleType: "MAX_LENGTH", ruleArguments: ["4"] }] });
  expect(await sync(clientId, ["contact-validation"])).toMatchObject([{ status: "complete", records: 10 }]);
  return { admin, ids };
}

test.each([
  ["half of them are complete only when a second run misses them too", 5, ["partial", "complete"], [10, 5]],
  ["two of them are believed at once", 2, ["complete", "complete"], [8, 8]],
] as const)("rules that vanish, which have no id to ask for: %s", async (_, gone, statuses, kept) => {
  const clientId = `vanishing-${gone}`;
  const { admin, ids } = await tenRules(clientId);
  for (const id of ids.slice(0, gone)) await admin.deleteDocument("property-validation", id);
  for (const [run, status] of statuses.entries()) {
    await world.moveTo(new Date(world.now().getTime() + 60_000));
    expect(await sync(clientId, ["contact-validation"])).toMatchObject([{ status }]);
    expect(await latestInventory(world.world.db, clientId, "contact-validation")).toHaveLength(kept[run]!);
  }
});

const formOf = (number: number) => ({ type: "form", id: `f-${number}` });

/** Ten campaigns that were looked at. */
async function tenCampaigns(clientId: string) {
  const { admin } = await world.addClient(clientId);
  const at = new Date(startOfTest.getTime() - 86_400_000).toISOString();
  const ids = Array.from({ length: 10 }, (_unused, index) => `c-${index}`);
  await admin.liveThrough(ids.map((id) => ({ what: "campaign-created", id, properties: { hs_name: id }, at })));
  expect(await sync(clientId, ["campaign"])).toMatchObject([{ status: "complete", records: 10 }]);
  await world.moveTo(new Date(world.now().getTime() + 60_000));
  return { admin, ids };
}

test("a first look, which nobody can hold against anything, is read until two readings agree", async () => {
  const { admin } = await world.addClient("first-look");
  for (const name of ["a", "b", "c"])
    await admin.createOwner({ email: `${name}@a.example`, firstName: name, lastName: "Owner" });
  await admin.setFault({ kind: "thin-page", path: "/crm/owners", times: 1 });
  expect(await sync("first-look", ["owner"])).toMatchObject([{ status: "complete", records: 4 }]);
});

test("what is gone by its id too is believed at once, however much it is", async () => {
  const { admin, ids } = await tenCampaigns("cleared");
  await admin.liveThrough(
    ids.slice(0, 6).map((id) => ({ what: "campaign-deleted", id, at: startOfTest.toISOString() })),
  );
  expect(await sync("cleared", ["campaign"])).toMatchObject([{ status: "complete", records: 4 }]);
});

test.each(["thin-page", "void-page"] as const)(
  "a list that leaves campaigns out however often it is read (%s) takes none of them away",
  async (kind) => {
    const { admin } = await tenCampaigns(`left-out-${kind}`);
    // Answers that count what they hold, and no more.
    await admin.setFault({ kind, path: "/marketing/campaigns" });
    for (const minutes of [1, 2]) {
      await world.moveTo(new Date(world.now().getTime() + minutes * 60_000));
      const [receipt] = await sync(`left-out-${kind}`, ["campaign"]);
      // What was known is there by its id, but what is new would be missed without a word.
      expect(receipt).toMatchObject({ status: "unreadable" });
      expect(await latestInventory(world.world.db, `left-out-${kind}`, "campaign")).toHaveLength(10);
    }
  },
);

test.each([
  ["two of ten", 2, { status: "complete", records: 10 }],
  ["three of ten", 3, { status: "unreadable", reason: expect.stringContaining("leaves out 3 of 10") as string }],
] as const)("a list that always leaves out %s, which HubSpot has by their ids", async (_, left, receipt) => {
  const listed = Array.from({ length: 10 - left }, (_unused, index) => formOf(index));
  const all = Array.from({ length: 10 }, (_unused, index) => formOf(index));
  const portal = {
    inventory: () => Promise.resolve(listed),
    inventoryItem: (_kind: ItemType, id: string) => Promise.resolve(all.find((form) => form.id === id) ?? null),
  } as unknown as Parameters<typeof readInventory>[1];
  const known = all.map(({ id }) => id);
  const read = readInventory("form", portal, known).then(
    ({ items }) => ({ status: "complete", records: items.length }),
    (error: unknown) => ({ status: "unreadable", reason: String(error) }),
  );
  expect(await read).toMatchObject(receipt);
});

test("a portal without any pipeline is a bad answer, however often it is given", async () => {
  const { admin } = await world.addClient("hollow");
  await admin.setFault({ kind: "void-page", path: "/crm/pipelines" });
  const [receipt] = await sync("hollow", ["pipeline"]);
  expect(receipt).toMatchObject({ status: "unreadable", reason: expect.stringContaining("it is empty") as string });
});
