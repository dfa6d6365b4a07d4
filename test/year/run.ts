import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// `npm run test:year` lives through 52 weeks, reports each of them, and recomputes every figure; `npm test` through
// two.
const { status } = spawnSync(process.execPath, [fileURLToPath(new URL("../run.ts", import.meta.url)), "test/year"], {
  stdio: "inherit",
  env: { ...process.env, REVWATCH_YEAR: "whole" },
});
process.exitCode = status ?? 1;
