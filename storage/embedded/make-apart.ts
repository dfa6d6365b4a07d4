import { execFile } from "node:child_process";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("make-database.ts", import.meta.url));

/**
 * Makes an empty database in a folder that is not there or empty, by a process of its own: PostgreSQL's first start
 * takes more memory than all that comes after it, and this process would never give it back.
 *
 * It is made under another name and put into its place whole, so that a maker whose parent was killed writes where
 * nobody looks.
 *
 * @throws {Error} Nothing is in the folder then.
 */
export async function makeDatabaseApart(folder: string): Promise<void> {
  await removeUnfinished(folder);
  const unfinished = await mkdtemp(unfinishedOf(folder));
  try {
    await promisify(execFile)(process.execPath, [program, unfinished]);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

const unfinishedOf = (folder: string) => `${folder}.making-`;

/** What a first start that was killed has left. */
async function removeUnfinished(folder: string): Promise<void> {
  const prefix = basename(unfinishedOf(folder));
  const beside = await readdir(dirname(folder));
  for (const name of beside.filter((one) => one.startsWith(prefix)))
    await rm(join(dirname(folder), name), { recursive: true, force: true });
}
