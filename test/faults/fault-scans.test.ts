import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestWorld, type TestWorld } from "../activities/test-world.ts";
import { scanWithFaults } from "./fault-scan.ts";
import { seedsFrom } from "./seeds-from.ts";

/**
 * Portals that change while the road to them breaks and workers die at random pages. Whatever happens: no finding is
 * resolved that is true, none is opened that is not, and in the end the mirror is what an undisturbed reader sees.
 */
const seeds = seedsFrom(process.env["REVWATCH_FAULT_SEEDS"]);

describe(`${seeds.length} seeds of faults`, () => {
  let world: TestWorld;
  let kills = 0;
  let partialRuns = 0;
  beforeAll(async () => {
    world = await startTestWorld();
  });
  afterAll(async () => {
    process.stdout.write(
      `measured: ${seeds.length} seeds, ${kills} workers killed, ${partialRuns} runs that could not read all\n`,
    );
    await world.close();
  });

  test.each(seeds)("seed %i", async (seed) => {
    const { lastStatus, kills: killed, partialRuns: partial, ...wrong } = await scanWithFaults(world, seed);
    kills += killed;
    partialRuns += partial;
    expect({ lastStatus, ...wrong }, `Repeat it with: npm run test:faults -- --seed ${seed}`).toEqual({
      lastStatus: "complete",
      falseResolves: [],
      falseFindings: [],
      notFound: [],
      lost: [],
      doubled: [],
      differing: [],
    });
  });

  test("did disturb: workers were killed, and runs could not read all", () => {
    if (seeds.length < 25) return; // a single seed is repeated for its own sake
    expect(kills).toBeGreaterThan(seeds.length / 4);
    expect(partialRuns).toBeGreaterThan(seeds.length / 4);
  });
});
