import { constants, cp, mkdir, readdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sql, type Kysely } from "kysely";
import type { Database } from "../database.ts";
import { appliedMigrations } from "../migrate.ts";
import { packFiles } from "./tar.ts";

/** The disk has no room for a backup; nothing was changed. */
export class NoRoomForBackup extends Error {
  override readonly name = "NoRoomForBackup";
}

/** Stands in the archive beside the database. */
export interface ArchiveNote {
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly migrations: readonly string[];
}

export const noteName = "revwatch-backup.json";
export const databaseName = "database";

export interface ArchiveRequest {
  /** Its name is "database". */
  readonly folder: string;
  /** The archive's own path; what is there is replaced once the new one is whole. */
  readonly archive: string;
  readonly madeAt: Date;
  /** Copy first and pack afterwards, so that the database stands still only while files are copied. */
  readonly copiesFirst: boolean;
}

const spareBytes = 64 * 1024 * 1024;

/**
 * Packs the embedded database into one `.tar.gz` that `revwatch restore` takes. Writers wait meanwhile: nobody else
 * gets the database's one connection, and a checkpoint has put everything into its files.
 *
 * @returns The archive's size in bytes.
 * @throws {NoRoomForBackup}
 */
export async function archiveDatabase(db: Kysely<Database>, request: ArchiveRequest): Promise<number> {
  const { folder, archive, madeAt, copiesFirst } = request;
  await mkdir(dirname(archive), { recursive: true, mode: 0o700 });
  await requireRoom(folder, dirname(archive), copiesFirst);
  const work = `${archive}.partial`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: 0o700 });
  try {
    const packed = join(work, "packed");
    const note: ArchiveNote = {
      schemaVersion: 1,
      madeAt: madeAt.toISOString(),
      migrations: await appliedMigrations(db as Kysely<unknown>),
    };
    await writeFile(join(work, noteName), `${JSON.stringify(note, null, 2)}\n`);
    const pack = (parent: string) => packFiles(packed, [join(work, noteName), join(parent, databaseName)]);
    await db.connection().execute(async (connection) => {
      await sql`checkpoint`.execute(connection);
      if (copiesFirst)
        await cp(folder, join(work, databaseName), {
          recursive: true,
          mode: constants.COPYFILE_FICLONE,
          preserveTimestamps: true,
        });
      else await pack(dirname(folder));
    });
    if (copiesFirst) await pack(work);
    await rename(packed, archive);
    return (await stat(archive)).size;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function requireRoom(folder: string, target: string, copiesFirst: boolean): Promise<void> {
  const size = await sizeOf(folder);
  const { bavail, bsize } = await statfs(target);
  const needed = size * (copiesFirst ? 2 : 1) + spareBytes;
  if (bavail * bsize >= needed) return;
  const [need, have] = [needed, bavail * bsize].map((bytes) => Math.ceil(bytes / 1024 / 1024));
  throw new NoRoomForBackup(
    `A backup of the database needs up to ${need} MB in ${target}, and ${have} MB are free. Free some space and try again.`,
  );
}

/** Bytes of all files of a folder. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(files)).reduce((sum, { size }) => sum + size, 0);
}
