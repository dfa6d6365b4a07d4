import { parseArgs } from "node:util";
import { runMutants } from "../support/run-mutants.ts";
import { mutants, wrongSeeds } from "./mutants.ts";
import { liveBlock, seedsInBlock, type TruthResult } from "./truth-block.ts";
import { withTruthChecks } from "./truth-checks.ts";
import { isWrong, truthTable } from "./truth-table.ts";
import { openTruthWorld } from "./truth-world.ts";

// `npm run test:truth` lives through 5,000 seeds, `-- --seeds 500` through as many,
// `-- --from 501 --seeds 1000` through those behind them;
// `-- --mutants` takes each guard out in turn and says which seeds, or which test, notice. `-- --seed 17` through one
// again.
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "5000" },
    seed: { type: "string" },
    from: { type: "string", default: "1" },
    mutants: { type: "boolean" },
  },
});
if (values.mutants === true) process.exit(runMutants(mutants, (copy) => wrongSeeds(copy, 200)) ? 0 : 1);
const one = values.seed === undefined ? null : Number(values.seed);
const last = one ?? Number(values.seeds);
/** The databases and portals of a world are kept in memory, so it is left after so many blocks. */
const blocksInWorld = 10;

withTruthChecks();
const results: TruthResult[] = [];
const firstBlock = Math.floor(((one ?? Number(values.from)) - 1) / seedsInBlock);
const blocks = Array.from({ length: Math.ceil(last / seedsInBlock) - firstBlock }, (_, index) => firstBlock + index);
const beganAt = process.cpuUsage();
while (blocks.length > 0) {
  const world = await openTruthWorld();
  for (const block of blocks.splice(0, blocksInWorld)) {
    const found = await liveBlock(world, block, last);
    for (const result of found.filter(({ seeds }) => one === null || seeds.includes(one))) {
      results.push(result);
      if (isWrong(result)) process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
    }
  }
  await world.close();
}
const { user, system } = process.cpuUsage(beganAt);
process.stdout.write(truthTable(results));
const wrong = results.filter(isWrong).flatMap(({ seeds }) => seeds);
process.stdout.write(
  `measured: ${results.flatMap(({ faults }) => faults).length} seeds, ${((user + system) / 1e6).toFixed(1)} s of CPU\n`,
);
if (wrong.length > 0)
  process.stdout.write(`Wrong: ${wrong.join(", ")}. Repeat one with: npm run test:truth -- --seed ${wrong[0]}\n`);
process.exit(wrong.length > 0 ? 1 : 0);
