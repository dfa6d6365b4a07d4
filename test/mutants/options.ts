import { fileURLToPath } from "node:url";
import type { PartialStrykerOptions } from "@stryker-mutator/api/core";
import { mutatedAreas } from "./areas.ts";

/** Where runs are kept, so that the next one asks only what has changed since. Git does not see it. */
export const keptIn = ".revwatch/mutants";

/**
 * The configuration of Stryker for one area.
 *
 * @param again - Asks all mutants again, also those that nothing has changed for.
 */
export function optionsFor(area: string, again = false): PartialStrykerOptions {
  return {
    mutate: [...mutatedAreas[area]!.mutate],
    testRunner: "vitest",
    vitest: { configFile: "test/mutants/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    plugins: ["@stryker-mutator/vitest-runner", fileURLToPath(new URL("not-mutated.ts", import.meta.url))],
    ignorers: ["prose"],
    incremental: true,
    force: again,
    incrementalFile: `${keptIn}/${area}.json`,
    tempDirName: `${keptIn}/${area}`,
    // A sandbox is a copy, of which the checks' tests need little.
    ignorePatterns: [
      "*",
      "!checks/**",
      "!domain/**",
      "!connectors/**",
      "!test/**",
      "!package.json",
      "test/histories",
      "test/golden",
    ],
    reporters: ["progress-append-only"],
    disableTypeChecks: false,
    // What has no end is cut off; a busy machine must not make a mutant look noticed.
    timeoutMS: 60_000,
    timeoutFactor: 4,
    concurrency: 2,
    allowConsoleColors: false,
    // That static mutants take longer is known: settings and their defaults are made of nothing else.
    warnings: { slow: false, unknownOptions: true, preprocessorErrors: true, unserializableOptions: true },
  };
}
