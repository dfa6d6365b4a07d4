import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { neededServices } from "./needed-services.ts";

/** One rule that is taken out, and who has to notice. */
export interface Mutant {
  readonly without: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The test file that notices. Left out: the seeds do. */
  readonly heldBy?: string;
}

/**
 * Takes each rule out in turn, in a copy of the project, and says who notices.
 *
 * @param noticingSeeds - Runs seeds in a copy, and returns those that went wrong.
 * @returns Whether somebody noticed each of them.
 */
export function runMutants(mutants: readonly Mutant[], noticingSeeds: (copy: string) => readonly string[]): boolean {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const copy = mkdtempSync(join(tmpdir(), "revwatch-mutants-"));
  try {
    const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
    for (const file of files.filter((name) => /\.(ts|js|json)$/.test(name))) cpSync(join(root, file), join(copy, file));
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    // Tests and seeds that fail with every rule in its place would seem to notice any mutant.
    for (const file of new Set(mutants.flatMap(({ heldBy }) => heldBy ?? []))) {
      const red = redTests(copy, file);
      if (red.length > 0) throw new Error(`${file} fails without a mutant: ${red.join("; ")}`);
    }
    const wrong = mutants.every(({ heldBy }) => heldBy !== undefined) ? [] : noticingSeeds(copy);
    if (wrong.length > 0) throw new Error(`Seeds go wrong without a mutant: ${wrong.join(", ")}`);
    return mutants.map((mutant) => isNoticed(copy, mutant, noticingSeeds)).every(Boolean);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** How often the text that a mutant replaces is in its file: anything but once, and the list is out of date. */
export function timesFound(whole: string, { find }: Pick<Mutant, "find">): number {
  return whole.split(find).length - 1;
}

function isNoticed(copy: string, mutant: Mutant, noticingSeeds: (copy: string) => readonly string[]): boolean {
  const { without, file, find, replace, heldBy } = mutant;
  const path = join(copy, file);
  const whole = readFileSync(path, "utf8");
  if (timesFound(whole, mutant) !== 1)
    throw new Error(`${file} no longer has "${find}" once: the list of mutants is out of date.`);
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  );
  const noticed = heldBy === undefined ? noticingSeeds(copy) : redTests(copy, heldBy);
  writeFileSync(path, whole);
  const who = heldBy === undefined ? "seeds" : `tests of ${heldBy}`;
  const said =
    noticed.length === 0 ? `NOBODY NOTICES, none of the ${who}` : `${noticed.length} ${who}, such as ${noticed[0]}`;
  process.stdout.write(`without "${without}": ${said}\n`);
  return noticed.length > 0;
}

/** The tests of one file that fail. A file that does not even run is an error: it notices nothing. */
function redTests(copy: string, file: string): readonly string[] {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["test/run.ts", file, "--reporter=json", `--outputFile=${report}`],
    // What starts the services that a test needs is a reporter, in whose place the report comes.
    {
      cwd: copy,
      encoding: "utf8",
      env: { ...process.env, REVWATCH_REQUIRE: neededServices([resolve(file)]).join(",") },
    },
  );
  if (!existsSync(report)) throw new Error(`${file} did not run: ${stdout}${stderr}`);
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (all.length === 0)
    throw new Error(`${file} did not run: ${testResults.map(({ message }) => message).join("; ")}${stdout}${stderr}`);
  return all.filter(({ status }) => status === "failed").map(({ fullName }) => `"${fullName}"`);
}

interface VitestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}
