import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import type { Kysely } from "kysely";
import type { Database } from "../database.ts";
import { rememberedHome, settleIn } from "../restored/notice-restore.ts";
import { DatabaseFolderUnusable } from "./judge-database-folder.ts";

/** Stands beside the database's folder, so that no copy of the folder carries it along. */
const markerOf = (folder: string) => `${folder}.home`;
/** Written by `revwatch restore`. */
const noteOf = (folder: string) => `${folder}.restored`;

/**
 * Notices that the embedded database is not the one that was last open here: a token that changes with every opening
 * stands in it and in a file beside its folder. What was put back from a copy has an older token, or none beside it.
 */
export async function noticeEmbeddedRestore(db: Kysely<Database>, folder: string, now: Date): Promise<void> {
  const here = await textOf(markerOf(folder));
  const known = await rememberedHome(db);
  const isElsewhere = known !== null && (here === null || (here !== known["token"] && here !== known["before"]));
  const token = randomUUID();
  // Both are good until the file has the new one, so that a crash in between is no restore.
  await settleIn(db, { token, before: here }, isElsewhere || (await textOf(noteOf(folder))) !== null, now);
  await writeFile(`${markerOf(folder)}.new`, token, { mode: 0o600, flush: true });
  await rename(`${markerOf(folder)}.new`, markerOf(folder));
  await rm(noteOf(folder), { force: true });
}

/**
 * @throws {DatabaseFolderUnusable} When there is no database though there was one here: a folder that was lost is no
 *   reason to begin with an empty one.
 */
export async function requireNeverOpened(folder: string): Promise<void> {
  if ((await textOf(markerOf(folder))) === null) return;
  throw new DatabaseFolderUnusable(
    `The database folder ${folder} is gone or empty, and there was a database in it. Put it back, or restore a backup with \`revwatch restore <archive>\`. To begin with an empty database, remove ${markerOf(folder)}.`,
  );
}

/** Says to the next opening that this database comes from an archive. */
export async function noteRestored(folder: string): Promise<void> {
  await writeFile(noteOf(folder), "", { mode: 0o600, flush: true });
}

/** Forgets the database that was here, because it has been put aside. */
export async function forgetHome(folder: string): Promise<void> {
  await rm(markerOf(folder), { force: true });
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(() => null);
}
