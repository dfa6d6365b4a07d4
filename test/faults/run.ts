import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// `npm run test:faults` scans 1,000 seeds, `-- --seeds 50` so many, `-- --seed 17` one of them again. A fresh process
// takes each hundred, because the databases and portals of all of them are kept in memory.
const { values } = parseArgs({ options: { seeds: { type: "string", default: "1000" }, seed: { type: "string" } } });
const inOneProcess = 100;
const count = Number(values.seeds);
const ranges =
  values.seed === undefined
    ? Array.from({ length: Math.ceil(count / inOneProcess) }, (_, index) => {
        const first = index * inOneProcess + 1;
        return `${first}-${Math.min(count, first + inOneProcess - 1)}`;
      })
    : [values.seed];

const script = fileURLToPath(new URL("../run.ts", import.meta.url));
const failed = ranges.filter((range) => {
  const env = { ...process.env, REVWATCH_FAULT_SEEDS: range };
  return spawnSync(process.execPath, [script, "test/faults"], { stdio: "inherit", env }).status !== 0;
});
if (failed.length > 0) {
  process.stderr.write(`Seeds with faults lie in ${failed.join(", ")}; each says above how to repeat it.\n`);
  process.exitCode = 1;
}
