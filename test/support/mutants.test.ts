import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mutants as ofAlerting } from "../alerting/mutants.ts";
import { mutants as ofJudging } from "../judging/mutants.ts";
import { mutants as ofTruth } from "../truth/mutants.ts";
import { timesFound } from "./run-mutants.ts";

/** Nobody runs all mutants at each change, so a rule that was written anew would go unguarded without a word. */
describe.each([
  ["test:alerting", ofAlerting],
  ["test:judging", ofJudging],
  ["test:truth", ofTruth],
])("the mutants of %s", (_, mutants) => {
  test("each find what they take out once", () => {
    const stale = mutants.filter((mutant) => timesFound(readFileSync(mutant.file, "utf8"), mutant) !== 1);
    expect(stale.map(({ without, find }) => `${without}: ${find}`)).toEqual([]);
  });

  test("are held by tests that exist", () => {
    const absent = mutants.filter(({ heldBy }) => heldBy !== undefined && !existsSync(heldBy));
    expect(absent.map(({ without, heldBy }) => `${without}: ${heldBy}`)).toEqual([]);
  });
});
