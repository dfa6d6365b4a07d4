import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completenessFaults } from "../../bench/completeness/faults.ts";
import { ourReader } from "../../bench/completeness/our-reader.ts";
import { tryReader } from "../../bench/completeness/stage.ts";
import { HubSpotAdmin } from "../../simulators/client.ts";
import { startHubSpot, type HubSpotSimulator } from "../../simulators/hubspot/start.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** `npm run bench:completeness` does the same to clients that nobody here wrote, and prints what they miss. */
describe("nothing is missing, double or stale after", () => {
  let hubspot: HubSpotSimulator;
  let database: OpenDatabase;
  beforeAll(async () => {
    hubspot = await startHubSpot();
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database.close();
    await hubspot.close();
  });

  test.each(completenessFaults)("$name", async (fault) => {
    const verdict = await tryReader(new HubSpotAdmin(hubspot.address), fault, ourReader(database.db));
    expect(verdict).toEqual({ missing: 0, double: 0, stale: 0, gaveUp: null });
  });
});
