import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSyncConfiguration } from "../../../activities/copy/sync-configuration.ts";
import type { ItemType } from "../../../domain/inventory/inventory.ts";
import { latestInventory, previousInventory } from "../../../storage/configuration.ts";
import { beginRun } from "../../../storage/runs.ts";
import { ensureClient } from "../../../storage/clients.ts";
import { runActivity, runName, startOfTest, startTestWorld, type TestWorld } from "../test-world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(async () => world.close());

/** Every kind that can be kept, in the order of the alphabet. */
const every: readonly ItemType[] = [
  "campaign",
  "company-property",
  "contact-property",
  "deal-property",
  "form",
  "lead-pipeline",
  "lead-property",
  "list",
  "marketing-email",
  "owner",
  "pipeline",
  "user",
  "workflow",
];

async function sync(clientId: string, kinds: readonly ItemType[]) {
  const run = runName(clientId, startOfTest);
  const { db, client } = world.world;
  await ensureClient(db, client(clientId));
  const at = new Date(run.asOf);
  await beginRun(db, { ...run, period: at, asOf: at, workflowId: "w", workflowRunId: "r" });
  return runActivity(makeSyncConfiguration(world.world), [run, kinds], { attempt: 4 });
}

const versionsOf = async (clientId: string) => {
  const rows = await world.world.db
    .selectFrom("config_version")
    .select(["kind", "version"])
    .where("client_id", "=", clientId)
    .orderBy("kind")
    .orderBy("version")
    .execute();
  return rows.map(({ kind, version }) => `${kind} ${version}`);
};

test("every kind is read, and kept once while it stays as it is", async () => {
  const { admin } = await world.addClient("northwind");
  await admin.saveDocument("form", "f-1", { name: "Demo" });
  const receipts = await sync("northwind", every);
  expect(receipts.map(({ subject, status }) => `${subject} ${status}`)).toEqual(
    every.map((kind) => `${kind} complete`),
  );
  await sync("northwind", every);
  expect(await versionsOf("northwind")).toEqual(every.map((kind) => `${kind} 1`));
});

test("an edit is another version, and the one before it can be held against it", async () => {
  const { admin } = await world.addClient("harbor");
  await admin.saveDocument("workflow", "1", { name: "Route leads" });
  await sync("harbor", ["workflow"]);
  await admin.saveDocument("workflow", "1", { name: "Route leads", isEnabled: false });
  await sync("harbor", ["workflow"]);
  const { db } = world.world;
  const [before, after] = [
    await previousInventory(db, "harbor", "workflow"),
    await latestInventory(db, "harbor", "workflow"),
  ];
  expect([before![0]!.isEnabled, after![0]!.isEnabled]).toEqual([true, false]);
  expect(after![0]!.updatedAt).toBeInstanceOf(Date);
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

test.each([
  ["half of them are complete only when a second run misses them too", 5, ["partial", "complete"], [10, 5]],
  ["two of them are believed at once", 2, ["complete", "complete"], [8, 8]],
] as const)("campaigns that vanish: %s", async (_, gone, statuses, kept) => {
  const clientId = `vanishing-${gone}`;
  const { admin } = await world.addClient(clientId);
  const at = new Date(startOfTest.getTime() - 86_400_000).toISOString();
  const ids = Array.from({ length: 10 }, (_unused, index) => `c-${index}`);
  await admin.liveThrough(ids.map((id) => ({ what: "campaign-created", id, properties: { hs_name: id }, at })));
  expect(await sync(clientId, ["campaign"])).toMatchObject([{ status: "complete", records: 10 }]);
  await admin.liveThrough(
    ids.slice(0, gone).map((id) => ({ what: "campaign-deleted", id, at: startOfTest.toISOString() })),
  );
  for (const [run, status] of statuses.entries()) {
    await world.moveTo(new Date(world.now().getTime() + 60_000));
    expect(await sync(clientId, ["campaign"])).toMatchObject([{ status }]);
    expect(await latestInventory(world.world.db, clientId, "campaign")).toHaveLength(kept[run]!);
  }
});

test("a portal without any pipeline is a bad answer, however often it is given", async () => {
  const { admin } = await world.addClient("hollow");
  await admin.setFault({ kind: "void-page", path: "/crm/pipelines" });
  const [receipt] = await sync("hollow", ["pipeline"]);
  expect(receipt).toMatchObject({ status: "unreadable", reason: expect.stringContaining("it is empty") as string });
});
