import { afterAll, beforeAll, expect, test } from "vitest";
import type { StoreHandle } from "../../storage/database.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "./open-test-database.ts";
import type { Hits } from "./run-lives.ts";

/** One test for each random life, in a database that they share. @returns What the lives have met, once they are over. */
export function testLives(
  seeds: readonly number[],
  live: (db: StoreHandle, seed: number, hits: Hits) => Promise<unknown>,
): Hits {
  const hits: Hits = new Map();
  let open: OpenDatabase;
  beforeAll(async () => {
    open = await openTestDatabase();
  });
  afterAll(() => open.close());
  test.each(seeds)("life %i", async (seed) => {
    expect(await live(open.db, seed, hits)).toBeNull();
  });
  return hits;
}
