import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Kysely } from "kysely";
import type { Database } from "../database.ts";
import { archiveDatabase } from "./database-archive.ts";

/** Backups of earlier upgrades beyond these are removed. */
const kept = 3;
const pattern = /^before-\d{4}-.*\.tar\.gz$/;

/**
 * Puts an archive of the database as it is into `backups` beside its folder, and keeps the last three of them.
 *
 * @param migration - The first one that the upgrade will run; it names the archive.
 * @throws {NoRoomForBackup}
 */
export async function backUpBeforeUpgrade(
  db: Kysely<Database>,
  folder: string,
  migration: string,
  tell?: (sentence: string) => void,
): Promise<void> {
  const backups = join(dirname(folder), "backups");
  const madeAt = new Date();
  const archive = join(backups, `before-${migration}-${madeAt.toISOString().replaceAll(/[:.]/g, "")}.tar.gz`);
  tell?.(`Backing up the database before its upgrade: ${archive}`);
  await archiveDatabase(db, { folder, archive, madeAt, copiesFirst: false });
  const made = (await readdir(backups)).filter((name) => pattern.test(name));
  // By the time in their names: the migration's own number comes first in them.
  const oldest = made.toSorted((a, b) => stampOf(b).localeCompare(stampOf(a))).slice(kept);
  for (const name of oldest) await rm(join(backups, name), { force: true });
}

function stampOf(name: string): string {
  return /(\d{4}-\d\d-\d\dT\d+Z)\.tar\.gz$/.exec(name)?.[1] ?? "";
}
