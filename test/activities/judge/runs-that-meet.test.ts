import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRunChecks } from "../../../activities/judge/run-checks.ts";
import { openPostgres } from "../../../storage/open-database.ts";
import { createTestDatabase, type TestDatabase } from "../../support/create-test-database.ts";
import { describeWith } from "../../support/describe-with.ts";
import { copy, runActivity, runName, startOfTest, startTestWorld, type TestWorld } from "../test-world.ts";

// The embedded database has one connection, so only PostgreSQL can show two transactions at once.
describeWith("postgres", "runs of one client that end at the same moment", () => {
  let database: TestDatabase;
  let world: TestWorld;
  beforeAll(async () => {
    database = await createTestDatabase();
    world = await startTestWorld(() => openPostgres(database.url));
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  test.each([1, 2, 3])("take turns, and tell each finding once (%s)", async (round) => {
    const clientId = `client-${round}`;
    await world.moveTo(startOfTest);
    const portal = await world.addClient(clientId);
    for (let index = 0; index < 20; index += 1) {
      const form = { formName: "Demo", pageUrl: "https://n.example/", ownerId: portal.ownerId };
      await portal.admin.submitForm({ email: `c${index}@lead.example`, ...form });
    }
    const later = new Date(startOfTest.getTime() + 90 * 60_000);
    await world.moveTo(later, portal);
    const inputs = [];
    for (let offset = 0; offset < 4; offset += 1) {
      const run = runName(clientId, new Date(later.getTime() + offset));
      inputs.push({ run, ...(await copy(world.world, run)) });
    }
    const results = await Promise.all(inputs.map((input) => runActivity(makeRunChecks(world.world), [input])));
    expect(results.reduce((sum, { counts }) => sum + counts.opened, 0)).toBe(20);
    const { db } = world.world;
    expect(
      await db.selectFrom("finding_event").select("event_no").where("client_id", "=", clientId).execute(),
    ).toHaveLength(20);
    const sent = await db.selectFrom("outbox").select("act").where("client_id", "=", clientId).execute();
    expect(sent).toEqual([{ act: "open" }]);
  });
});
