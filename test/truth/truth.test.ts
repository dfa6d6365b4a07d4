import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedsFrom } from "../faults/seeds-from.ts";
import { liveBlock, seedsInBlock, type TruthResult } from "./truth-block.ts";
import { withTruthChecks } from "./truth-checks.ts";
import { isWrong, truthTable } from "./truth-table.ts";
import { openTruthWorld, type TruthWorld } from "./truth-world.ts";

/**
 * One answer of HubSpot's after the other is wrong, on each endpoint and at each place, in a first list, a later one
 * and an increment. A twin reads the same portal undisturbed and says what is true.
 */
const seeds = seedsFrom(process.env["REVWATCH_TRUTH_SEEDS"] ?? "1-200");
const blocks = [...Map.groupBy(seeds, (seed) => Math.floor((seed - 1) / seedsInBlock))];

describe(`${seeds.length} seeds of wrong answers`, () => {
  let world: TruthWorld;
  const results: TruthResult[] = [];
  let withoutTruthChecks: () => void;
  beforeAll(async () => {
    withoutTruthChecks = withTruthChecks();
    world = await openTruthWorld();
  });
  afterAll(async () => {
    withoutTruthChecks();
    process.stdout.write(truthTable(results));
    await world.close();
  });

  test.each(blocks)("block %i", async (block, ofBlock) => {
    const found = (await liveBlock(world, block, Math.max(...ofBlock))).filter(({ seeds: some }) =>
      some.some((seed) => ofBlock.includes(seed)),
    );
    results.push(...found);
    const wrong = found.filter(isWrong);
    expect(wrong, `Repeat one with: npm run test:truth -- --seed ${wrong[0]?.seeds[0]}`).toEqual([]);
  });

  test("did disturb: most faults met an answer", () => {
    if (seeds.length < 100) return; // a single seed is repeated for its own sake
    expect(results.flatMap(({ faults }) => faults).filter(({ hasStruck }) => hasStruck).length).toBeGreaterThan(
      seeds.length / 3,
    );
  });
});
