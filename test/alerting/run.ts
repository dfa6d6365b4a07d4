import { parseArgs } from "node:util";
import { openTestDatabase } from "../support/open-test-database.ts";
import { live, type Hits } from "./live.ts";
import { runMutants } from "./run-mutants.ts";

// `npm run test:alerting` lives through 300 lives of an alert room, `-- --seeds 50` through as many, `-- --from 51`
// through those behind them. `-- --mutants` takes each rule out in turn and says who notices. `-- --first` ends with
// the first life that went wrong.
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "300" },
    from: { type: "string", default: "1" },
    first: { type: "boolean" },
    mutants: { type: "boolean" },
  },
});
if (values.mutants === true) process.exit(runMutants("40") ? 0 : 1);

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
