import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The folder of the embedded database cannot be opened as one. Nothing in it was touched. */
export class DatabaseFolderUnusable extends Error {
  override readonly name = "DatabaseFolderUnusable";

  /** What the driver throws is sometimes no Error, and its words are those of a compiler. */
  static notOpened(folder: string, cause: unknown): DatabaseFolderUnusable {
    const { name, message, errno } = (cause ?? {}) as { name?: string; message?: string; errno?: number };
    const why = message ?? (errno === undefined ? name : `${name ?? "error"} ${errno}`) ?? "no reason given";
    return new DatabaseFolderUnusable(
      `The database folder ${folder} cannot be opened, so it may be damaged (${why}). ${wayOut}`,
      {
        cause,
      },
    );
  }
}

/** Of the PostgreSQL that the embedded database is; another version's files cannot be read by it. */
const postgresMajor = "18";

const wayOut = "Restore a backup with `revwatch restore <archive>`, or move it away to begin with an empty database.";

/**
 * Says whether a folder is an embedded database, or may become one. The driver itself begins anew without a word in any
 * folder that lacks `PG_VERSION`.
 *
 * @returns `new` when there is nothing yet, or only what a first start that was killed has left.
 * @throws {DatabaseFolderUnusable} When there is something and it is no whole database; one sentence and the way out.
 */
export async function judgeDatabaseFolder(folder: string): Promise<"new" | "database"> {
  const entries = await entriesOf(folder);
  if (entries.length === 0) return "new";
  if (await exists(beginningOf(folder))) {
    // Its first start never ended, so nothing was ever kept in it.
    await rm(folder, { recursive: true });
    return "new";
  }
  const damage = await damageOf(folder, entries);
  if (damage !== null) throw new DatabaseFolderUnusable(`The database folder ${folder} ${damage}. ${wayOut}`);
  return "database";
}

/** Notes that a database is being made, until `endBeginning`. */
export async function noteBeginning(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await writeFile(beginningOf(folder), "A first start makes the database; this file goes when it is made.\n");
}

export async function endBeginning(folder: string): Promise<void> {
  await rm(beginningOf(folder), { force: true });
}

const beginningOf = (folder: string) => `${folder}.beginning`;

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR") throw new DatabaseFolderUnusable(`The database folder ${folder} is a file. ${wayOut}`);
    if (code === "EACCES" || code === "EPERM")
      throw new DatabaseFolderUnusable(
        `The database folder ${folder} cannot be read. Give the user that runs Revwatch its ownership.`,
      );
    throw error;
  }
}

async function damageOf(folder: string, entries: readonly string[]): Promise<string | null> {
  const looksLikeOne = ["base", "global", "pg_wal"].some((name) => entries.includes(name));
  if (!entries.includes("PG_VERSION"))
    return looksLikeOne ? "is damaged: its file PG_VERSION is missing" : "holds files, but no database";
  const version = (await readFile(join(folder, "PG_VERSION"), "utf8")).trim();
  if (version !== postgresMajor)
    return `is of PostgreSQL ${version.slice(0, 10) || "of no version"}, and this Revwatch reads ${postgresMajor}`;
  const missing = ["base", "global", "pg_wal", "pg_xact"].filter((name) => !entries.includes(name));
  if (missing.length > 0) return `is damaged: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`;
  const control = await stat(join(folder, "global", "pg_control")).catch(() => null);
  return control === null || control.size === 0 ? "is damaged: global/pg_control is missing or empty" : null;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
