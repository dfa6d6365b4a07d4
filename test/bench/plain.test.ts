import { describe, expect, test } from "vitest";
import { allScripts } from "../../bench/plain/run/all-scripts.ts";
import { compare } from "../../bench/plain/run/compare.ts";

const scripts = await allScripts();

/** `npm run bench:plain` prints the same. */
describe.each(scripts.map((script) => [script.checkId, script] as const))("%s", (_, script) => {
  const runs = [1, 2, 3, 4, 5].map((seed) => compare(script, seed));

  test("accuses whom the catalogue's words accuse, and nobody else", () => {
    for (const { onlyScript, onlyCheck } of runs)
      expect({ onlyScript, onlyCheck }).toEqual({ onlyScript: [], onlyCheck: [] });
  });

  test("of the records that were made some are accused and some are not", () => {
    const accused = runs.flatMap(({ both }) => both);
    const subjects = accused.includes("portal") ? runs.length : runs.flatMap(({ records }) => records).length;
    expect(accused.length).toBeGreaterThan(0);
    expect(accused.length).toBeLessThan(subjects);
  });

  test("what the two differed on is written down", () => {
    expect(script.settled.length).toBeGreaterThan(0);
  });
});
