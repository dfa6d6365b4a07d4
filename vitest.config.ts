import { defineConfig } from "vitest/config";
import { ReliabilityReporter } from "./test/reliability/reliability-reporter.ts";
import { NotRunReporter } from "./test/support/not-run-reporter.ts";

// What a developer's own shell points at must never be reached by a test.
for (const name of Object.keys(process.env)) {
  if (name === "DATABASE_URL" || (name.startsWith("TEMPORAL_") && name !== "TEMPORAL_CLI")) delete process.env[name];
}

/** Set by `npm run test:reliability`, which wants the table of the matrix at its end. */
const asksForTheMatrix = process.env["REVWATCH_RELIABILITY"] !== undefined;
const acceptance = "test/acceptance/**/*.test.ts";

export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    reporters: ["default", ...(asksForTheMatrix ? [new ReliabilityReporter()] : []), new NotRunReporter()],
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "tests",
          include: ["test/**/*.test.ts"],
          exclude: [acceptance],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Browsers, kills and whole demos: one file at a time, and after the others.
        test: {
          name: "acceptance",
          include: [acceptance],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
