// Renews test/histories by letting the workflow tests run and keep what they name. Do it when a workflow has changed
// on purpose and no run of the old code is left; before that, a history that no longer replays is a warning.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(new URL("../test/histories", import.meta.url), { recursive: true, force: true });
const files = ["audit-client", "onboard-client", "alert-lifecycle", "deliver-outbox", "weekly-report", "supervise-fleet"];
const { status } = spawnSync(process.execPath, ["test/run.ts", ...files.map((file) => `test/workflows/${file}`)], {
  cwd: root,
  env: { ...process.env, REVWATCH_RECORD_HISTORIES: "1", REVWATCH_REQUIRE: "temporal" },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
