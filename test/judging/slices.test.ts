import { describe, expect, test } from "vitest";
import { seedsFrom } from "../faults/seeds-from.ts";
import { testLives } from "../support/test-lives.ts";
import { liveInSlices } from "./live-in-slices.ts";

/** Changed rules that are taken over in slices come to the same as judging everything by them. */
const seeds = seedsFrom(process.env["REVWATCH_JUDGING_SEEDS"] ?? "1-10");

describe("rules taken over in slices", () => {
  const hits = testLives(seeds, liveInSlices);

  test("slices were met, and each thing that can come between them", () => {
    for (const what of [
      "the first slice",
      "a slice",
      "the last slice",
      "a record changes before its slice",
      "a verdict runs out before its slice",
      "a record is gone before its slice",
      "the rules change again before the last slice",
      "a run is killed while it takes a slice",
      "a check cannot judge its slice",
    ])
      expect([what, hits.get(what) ?? 0]).not.toEqual([what, 0]);
  });
});
