import { defineConfig } from "vitest/config";
import { mutatedAreas } from "./areas.ts";

// Which area, for the processes that Stryker starts. None of these tests asks for a service, so none is started.
const { tests } = mutatedAreas[process.env["REVWATCH_MUTATED_AREA"] ?? ""]!;

export default defineConfig({
  test: {
    include: [...tests],
    setupFiles: ["test/support/fixed-draws.ts"],
    // A file is all that a mutant is run with, in a process that has one.
    isolate: false,
    // On a busy machine a test that is slow must not look like one that has failed.
    testTimeout: 120_000,
  },
});
