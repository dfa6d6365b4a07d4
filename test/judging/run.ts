import { parseArgs } from "node:util";
import { openTestDatabase } from "../support/open-test-database.ts";
import { live, type Hits } from "./live.ts";
import { runMutants } from "./run-mutants.ts";

// `npm run test:judging` lives through so many lives that each rule and each trap is met 500 times, `-- --seeds 50`
// through as many, `-- --from 51` through those behind them. `-- --mutants` takes each rule out in turn and says who
// notices. `-- --first` ends with the first life that went wrong.
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1500" },
    from: { type: "string", default: "1" },
    first: { type: "boolean" },
    mutants: { type: "boolean" },
  },
});
if (values.mutants === true) process.exit(runMutants("60") ? 0 : 1);

/** The lives of a database are kept in memory, so it is left after so many. */
const livesInDatabase = 25;
const hits: Hits = new Map();
const wrong: number[] = [];
const first = Number(values.from);
const last = first + Number(values.seeds) - 1;
let open = await openTestDatabase();
for (let seed = first; seed <= last; seed += 1) {
  if (seed > first && (seed - first) % livesInDatabase === 0) {
    await open.close();
    open = await openTestDatabase();
  }
  const difference = await live(open.db, seed, hits);
  if (difference === null) continue;
  process.stdout.write(`${difference}\n`);
  wrong.push(seed);
  if (values.first === true) break;
}
await open.close();
for (const [what, times] of [...hits].toSorted(([, one], [, other]) => other - one))
  process.stdout.write(`${String(times).padStart(7)}  ${what}\n`);
process.stdout.write(wrong.length === 0 ? "Nothing differed.\n" : `Wrong: ${wrong.join(", ")}.\n`);
process.exit(wrong.length === 0 ? 0 : 1);
