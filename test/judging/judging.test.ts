import { describe } from "vitest";
import { seedsFrom } from "../faults/seeds-from.ts";
import { testLives } from "../support/test-lives.ts";
import { live } from "./live.ts";

/**
 * Judging only what changed equals judging everything: over random lives, instants, cadences, rules, broken scans,
 * merges, people who are forgotten and runs that are killed. `npm run test:judging` lives through more of them.
 */
const seeds = seedsFrom(process.env["REVWATCH_JUDGING_SEEDS"] ?? "1-8");

describe("judging only what changed equals judging everything", () => {
  testLives(seeds, live);
});
