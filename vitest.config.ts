import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ReliabilityReporter } from "./test/reliability/reliability-reporter.ts";
import { NotRunReporter } from "./test/support/not-run-reporter.ts";

// What a developer's own shell points at must never be reached by a test.
for (const name of Object.keys(process.env)) {
  if (name === "DATABASE_URL" || (name.startsWith("TEMPORAL_") && name !== "TEMPORAL_CLI")) delete process.env[name];
}

// The processes that tests start are hundreds, all of the same code: what Node has compiled of it is kept.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL("node_modules/.cache/revwatch/compiled", import.meta.url));

/** Set by `npm run test:reliability`, which wants the table of the matrix at its end. */
const asksForTheMatrix = process.env["REVWATCH_RELIABILITY"] !== undefined;
/** How long a poll may look. It ends as soon as it sees what it waits for, so on a busy machine time is all it costs. */
const poll = { timeout: 60_000 };
/**
 * How long a test may take. It is there to end what hangs and says nothing of speed, which `bench/` measures: a machine
 * that is busy with others must not turn a test red, so no test has a shorter limit of its own.
 */
const patience = { expect: { poll }, testTimeout: 600_000, hookTimeout: 300_000 };
/** Folders whose tests start processes, or talk to Temporal's native code: a file has a process of its own. */
const processFolders = "test/{acceptance/*,{cli,faults,health,reliability,workers,workflows}/**/*}.test.ts";
/** Whoever puts another module in the place of one must be the first to load it. */
const replacing = globSync("test/**/*.test.ts").filter((file) => readFileSync(file, "utf8").includes("vi.mock("));
const processes = [processFolders, ...replacing];

export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    reporters: ["default", ...(asksForTheMatrix ? [new ReliabilityReporter()] : []), new NotRunReporter()],
    // More than two cores, which most machines have that run this: files of `processes` wait for most of their time.
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: "processes",
          include: processes,
          ...patience,
        },
      },
      {
        // All else shares the modules that it imports and the process in which they are.
        test: {
          name: "rooms",
          include: ["test/**/*.test.ts"],
          exclude: processes,
          isolate: false,
          setupFiles: ["test/support/fixed-draws.ts"],
          ...patience,
        },
      },
    ],
  },
});
