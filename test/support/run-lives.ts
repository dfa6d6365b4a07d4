import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import type { StoreHandle } from "../../storage/database.ts";
import { openTestDatabase } from "./open-test-database.ts";
import { runMutants, type Mutant } from "./run-mutants.ts";

/** How often each kind of thing happened, or each rule was met, over all lives. */
export type Hits = Map<string, number>;

export interface Lives {
  /** The file that calls this, from the root of the project. */
  readonly file: string;
  /** So many when nobody says how many. */
  readonly seeds: number;
  readonly live: (db: StoreHandle, seed: number, hits: Hits) => Promise<string | null>;
  readonly mutants: readonly Mutant[];
  /** So many lives have to notice a rule that was taken out. */
  readonly seedsForMutants: number;
}

/** The lives of a database are kept in memory, so it is left after so many. */
const livesInDatabase = 25;

/**
 * Lives through lives by chance, one for each seed, and ends the process: with 1 when one went wrong. `--seeds 50` lives
 * through as many, `--from 51` through those behind them, and `--first` ends with the first that went wrong.
 * `--mutants` takes each rule out in turn and says who notices; `--only WORDS` takes out those that have these words.
 */
export async function runLives(lives: Lives): Promise<never> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: String(lives.seeds) },
      from: { type: "string", default: "1" },
      first: { type: "boolean" },
      mutants: { type: "boolean" },
      only: { type: "string", default: "" },
    },
  });
  if (values.mutants === true) {
    const mutants = lives.mutants.filter(({ without }) => without.includes(values.only));
    process.exit(runMutants(mutants, (copy) => firstWrong(copy, lives)) ? 0 : 1);
  }
  const from = Number(values.from);
  const hits: Hits = new Map();
  const wrong = await liveThrough(lives.live, hits, {
    from,
    to: from + Number(values.seeds) - 1,
    isFirstEnough: values.first === true,
  });
  for (const [what, times] of [...hits].toSorted(([, one], [, other]) => other - one))
    process.stdout.write(`${String(times).padStart(7)}  ${what}\n`);
  process.stdout.write(wrong.length === 0 ? "Nothing differed.\n" : `Wrong: ${wrong.join(", ")}.\n`);
  process.exit(wrong.length === 0 ? 0 : 1);
}

/** The first life that goes wrong in a copy of the project, or that does not come to its end. */
function firstWrong(copy: string, { file, seedsForMutants }: Lives): readonly string[] {
  const args = [file, "--seeds", String(seedsForMutants), "--first"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
  if (status === 0) return [];
  const difference = /^seed \d+, step \d+/m.exec(stdout)?.[0];
  if (difference !== undefined) return [difference];
  if (/SyntaxError|ERR_MODULE_NOT_FOUND/.test(stderr)) throw new Error(`No life began: ${stderr}`);
  return ["one that does not come to its end"];
}

async function liveThrough(
  live: Lives["live"],
  hits: Hits,
  { from, to, isFirstEnough }: { readonly from: number; readonly to: number; readonly isFirstEnough: boolean },
): Promise<readonly number[]> {
  const wrong: number[] = [];
  let open = await openTestDatabase();
  for (let seed = from; seed <= to; seed += 1) {
    if (seed > from && (seed - from) % livesInDatabase === 0) {
      await open.close();
      open = await openTestDatabase();
    }
    const difference = await live(open.db, seed, hits);
    if (difference === null) continue;
    process.stdout.write(`${difference}\n`);
    wrong.push(seed);
    if (isFirstEnough) break;
  }
  await open.close();
  return wrong;
}
