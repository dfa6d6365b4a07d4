import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// `npm run test:faults` scans 1,000 seeds, `-- --seeds 50` so many, `-- --seed 17` one of them again.
const { values } = parseArgs({ options: { seeds: { type: "string", default: "1000" }, seed: { type: "string" } } });
const { status } = spawnSync(process.execPath, [fileURLToPath(new URL("../run.ts", import.meta.url)), "test/faults"], {
  stdio: "inherit",
  env: { ...process.env, REVWATCH_FAULT_SEEDS: values.seed === undefined ? values.seeds : `=${values.seed}` },
});
process.exitCode = status ?? 1;
