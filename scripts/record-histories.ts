// Records into test/histories what the workflow tests name and is not there yet. What is there stays, because it stands
// for code that has run somewhere: today's code has to replay it. `-- --renew` begins anew; do that only when no run of
// the old code is left anywhere.
import { spawnSync } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { renew: { type: "boolean", default: false } } });
const root = fileURLToPath(new URL("..", import.meta.url));
if (values.renew) rmSync(new URL("../test/histories", import.meta.url), { recursive: true, force: true });
const files = globSync("test/workflows/*.test.ts", { cwd: root }).filter((file) => !file.endsWith("replay.test.ts"));
const { status } = spawnSync(process.execPath, ["test/run.ts", ...files], {
  cwd: root,
  env: { ...process.env, REVWATCH_RECORD_HISTORIES: "1", REVWATCH_REQUIRE: "temporal" },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
