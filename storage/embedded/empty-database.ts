import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packFiles, unpackFiles } from "./tar.ts";

/**
 * Lays out an empty database that was made on this machine before: PostgreSQL takes seconds to make one from nothing.
 *
 * @param folder - It does not exist, or is empty.
 * @param cache - The folder of what outlives a checkout.
 * @returns False where none was kept, or what was kept is broken: then it is forgotten, and the folder is not there.
 */
export async function layOutEmpty(folder: string, cache: string): Promise<boolean> {
  const archive = archiveIn(cache);
  if (!existsSync(archive)) return false;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await unpackFiles(archive, folder);
    return true;
  } catch {
    await forgetEmpty(folder, cache);
    return false;
  }
}

/** Takes away what was laid out, and what it was laid out from. */
export async function forgetEmpty(folder: string, cache: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await rm(archiveIn(cache), { force: true });
}

/** Keeps a database that was just made, before anybody has used it. It is only a saving, so nothing comes of a failure. */
export async function keepEmpty(folder: string, cache: string): Promise<void> {
  const archive = archiveIn(cache);
  const unfinished = `${archive}.${process.pid}`;
  try {
    await mkdir(dirname(archive), { recursive: true, mode: 0o700 });
    const parts = (await readdir(folder)).filter((name) => name !== "postmaster.pid");
    await packFiles(
      unfinished,
      parts.map((name) => join(folder, name)),
    );
    await rename(unfinished, archive);
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/** Another version may make another one. */
function archiveIn(cache: string): string {
  const library = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const { version } = JSON.parse(readFileSync(join(dirname(library), "..", "package.json"), "utf8")) as {
    version: string;
  };
  return join(cache, "databases", `empty-${version}.tar.gz`);
}
