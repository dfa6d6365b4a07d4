import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { seedsFrom } from "../faults/seeds-from.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import type { Hits } from "../support/run-lives.ts";
import { live } from "./live.ts";

/**
 * Notices agree with the rules over random lives: nobody who should know does not, and nobody is told twice.
 * `npm run test:alerting` lives through more of them.
 */
const seeds = seedsFrom(process.env["REVWATCH_ALERTING_SEEDS"] ?? "1-20");

describe("who is told of what, over random lives", () => {
  let open: OpenDatabase;
  const hits: Hits = new Map();
  beforeAll(async () => {
    open = await openTestDatabase();
  });
  afterAll(() => open.close());

  test.each(seeds)("life %i", async (seed) => {
    expect(await live(open.db, seed, hits)).toBeNull();
  });
});
