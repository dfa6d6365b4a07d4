import { describe } from "vitest";
import { seedsFrom } from "../faults/seeds-from.ts";
import { testLives } from "../support/test-lives.ts";
import { live } from "./live.ts";

/**
 * Notices agree with the rules over random lives: nobody who should know does not, and nobody is told twice.
 * `npm run test:alerting` lives through more of them.
 */
const seeds = seedsFrom(process.env["REVWATCH_ALERTING_SEEDS"] ?? "1-20");

describe("who is told of what, over random lives", () => {
  testLives(seeds, live);
});
