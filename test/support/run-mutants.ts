import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One rule that is taken out, and who has to notice. */
export interface Mutant {
  readonly without: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The test file that notices. Left out: the lives do. */
  readonly heldBy?: string;
}

/**
 * Takes each rule out in turn, in a copy of the project, and says who notices.
 *
 * @param lives - The file that lives through lives, from the root of the project.
 * @returns Whether somebody noticed each of them.
 */
export function runMutants(lives: string, mutants: readonly Mutant[], seeds: number): boolean {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const copy = mkdtempSync(join(tmpdir(), "revwatch-mutants-"));
  try {
    const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
    for (const file of files.filter((name) => /\.(ts|js|json)$/.test(name))) cpSync(join(root, file), join(copy, file));
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    return mutants
      .map((mutant) => isNoticed(copy, mutant, [lives, "--seeds", String(seeds), "--first"]))
      .every(Boolean);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function isNoticed(copy: string, { without, file, find, replace, heldBy }: Mutant, lives: readonly string[]): boolean {
  const path = join(copy, file);
  const whole = readFileSync(path, "utf8");
  if (!whole.includes(find)) throw new Error(`${file} no longer has "${find}": the list of mutants is out of date.`);
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  );
  const args = heldBy === undefined ? lives : ["test/run.ts", heldBy];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
  writeFileSync(path, whole);
  const who = heldBy ?? /^seed \d+, step \d+/m.exec(stdout)?.[0] ?? "a life that does not end";
  process.stdout.write(`without "${without}": ${status === 0 ? "NOBODY NOTICES" : `noticed by ${who}`}\n`);
  return status !== 0;
}
