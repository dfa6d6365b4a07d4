import { afterAll, beforeAll, expect, test } from "vitest";
import { makeProbePortal } from "../../../activities/plan/probe-portal.ts";
import { startTestWorld, testClient } from "../test-world.ts";

let world: Awaited<ReturnType<typeof startTestWorld>>;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(async () => world.close());

const keptOf = async (clientId: string) =>
  world.world.db
    .selectFrom("capability")
    .select(["endpoint", "state", "detail"])
    .where("client_id", "=", clientId)
    .orderBy("endpoint")
    .execute();

test("what the client's checks rest on is asked for and kept, and nothing else", async () => {
  await world.addClient("northwind");
  const { probed, refused } = await makeProbePortal(world.world)({ clientId: "northwind" });
  const kept = await keptOf("northwind");
  expect([kept.length, refused]).toEqual([probed, []]);
  expect(kept.map(({ endpoint }) => endpoint)).toEqual(
    expect.arrayContaining(["calls", "campaigns", "contacts", "deals", "owners", "pipelines of deals"]),
  );
  expect(kept.map(({ endpoint }) => endpoint)).not.toContain("pipelines of leads");
});

test("a check that is switched off asks for nothing", async () => {
  const [campaigns] = testClient("one", "1").monitors.filter(({ checkId }) => checkId === "campaign-untracked");
  await world.addClient("one-check", { monitors: [campaigns!] });
  await makeProbePortal(world.world)({ clientId: "one-check" });
  expect((await keptOf("one-check")).map(({ endpoint }) => endpoint)).toEqual(["campaigns", "owners"]);
});

test("what is refused is kept with what is missing, and mended by the next probe", async () => {
  const { admin } = await world.addClient("harbor");
  await admin.changeToken("revwatch", {
    scopes: ["crm.objects.contacts.read", "crm.objects.deals.read", "sales-email-read"],
  });
  const probe = makeProbePortal(world.world);
  expect((await probe({ clientId: "harbor" })).refused.toSorted()).toEqual(["campaigns", "owners"]);
  expect(await keptOf("harbor")).toContainEqual({
    endpoint: "owners",
    state: "missing-scope",
    detail: "crm.objects.owners.read",
  });
  await admin.changeToken("revwatch", { scopes: "all" });
  expect((await probe({ clientId: "harbor" })).refused).toEqual([]);
  expect(await keptOf("harbor")).toContainEqual({ endpoint: "owners", state: "ok", detail: null });
});
