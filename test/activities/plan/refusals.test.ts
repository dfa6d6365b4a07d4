import { afterAll, beforeAll, expect, test } from "vitest";
import { refusalsOf, saveCapability } from "../../../storage/clients.ts";
import { audit, runName, startTestWorld, type TestPortal, type TestWorld } from "../test-world.ts";

const clientId = "northwind";
let world: TestWorld;
let portal: TestPortal;
beforeAll(async () => {
  world = await startTestWorld();
  portal = await world.addClient(clientId);
});
afterAll(() => world.close());

const refuse = (endpoint: string) =>
  saveCapability(world.world.db, clientId, endpoint, "missing-scope", "crm.objects.deals.read", world.now());
const refused = async () => (await refusalsOf(world.world.db, clientId)).map(({ endpoint }) => endpoint);

test("a refusal is forgotten with the first complete scan, and with the last check that asks for it", async () => {
  const { monitors } = world.world.client(clientId);
  world.setClient({
    ...world.world.client(clientId),
    monitors: monitors.filter(({ checkId }) => checkId !== "campaign-untracked"),
  });
  for (const endpoint of ["deals", "properties of contacts", "campaigns", "calls"]) await refuse(endpoint);
  await portal.admin.setFault({ kind: "403", path: "/crm/objects/2026-09/contacts" });
  await audit(world, runName(clientId, world.now()));
  // Deals were read and nobody asks for campaigns any more; contacts are still refused, and no touch was asked for.
  expect(await refused()).toEqual(["calls", "properties of contacts"]);

  await portal.admin.clearFaults();
  await audit(world, runName(clientId, world.now()));
  expect(await refused()).toEqual(["calls"]);
});
