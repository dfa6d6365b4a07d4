import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedsFrom } from "../faults/seeds-from.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import type { Hits } from "../support/run-lives.ts";
import { live } from "./live.ts";

/**
 * Judging only what changed equals judging everything: over random lives, instants, cadences, rules, broken scans,
 * merges, people who are forgotten and runs that are killed. `npm run test:judging` lives through more of them.
 */
const seeds = seedsFrom(process.env["REVWATCH_JUDGING_SEEDS"] ?? "1-8");

describe("judging only what changed equals judging everything", () => {
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
