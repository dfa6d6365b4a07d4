import { access, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { databaseName, noteName } from "../storage/embedded/database-archive.ts";
import { judgeDatabaseFolder } from "../storage/embedded/judge-database-folder.ts";
import { forgetHome, noteRestored } from "../storage/embedded/notice-embedded-restore.ts";
import { unpackFiles } from "../storage/embedded/tar.ts";
import type { StateDirectory } from "./state-directory/acquire-state-directory.ts";

/** The archive, or what is there already, stands in the way of a restore. Nothing was changed. */
export class CannotRestore extends Error {
  override readonly name = "CannotRestore";
}

export interface Restored {
  readonly madeAt: string;
  /** Where the data went that was here before; null when there was none. */
  readonly putAside: string | null;
}

const Note = z.object({ schemaVersion: z.literal(1), madeAt: z.iso.datetime() });

/** What belongs to the life that ends with a restore. Temporal's state would tell of a later time than the database. */
const ofOldLife = ["database", "temporal"];

/**
 * Puts an archive's database into a state directory that this process owns. With `replace`, what is there already is
 * put aside, never removed.
 *
 * @throws {CannotRestore}
 */
export async function restoreDatabase(
  state: Pick<StateDirectory, "path">,
  archive: string,
  { replace, now }: { readonly replace: boolean; readonly now: Date },
): Promise<Restored> {
  const folder = join(state.path, databaseName);
  const hasData = await holdsSomething(folder);
  if (hasData && !replace)
    throw new CannotRestore(
      `${folder} holds a database already. With --replace it is put aside, and the archive takes its place.`,
    );

  const work = join(state.path, "restoring");
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: 0o700 });
  try {
    const madeAt = await unpack(archive, work);
    const putAside = await putAsideOldLife(state.path, now);
    await forgetHome(folder);
    await noteRestored(folder);
    await rename(join(work, databaseName), folder);
    return { madeAt, putAside };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @returns When the archive was made. */
async function unpack(archive: string, work: string): Promise<string> {
  await access(archive).catch(() => {
    throw new CannotRestore(`There is no file ${archive} that can be read.`);
  });
  const refuse = (cause: unknown) => {
    throw new CannotRestore(`${archive} is no backup that \`revwatch backup\` has made, or it is damaged or cut off.`, {
      cause,
    });
  };
  await unpackFiles(archive, work).catch(refuse);
  const note = await readFile(join(work, noteName), "utf8")
    .then((text) => Note.parse(JSON.parse(text)))
    .catch(refuse);
  if ((await judgeDatabaseFolder(join(work, databaseName)).catch(refuse)) !== "database") refuse(null);
  return note!.madeAt;
}

async function putAsideOldLife(path: string, now: Date): Promise<string | null> {
  const aside = join(path, `before-restore-${now.toISOString().replaceAll(/[:.]/g, "")}`);
  let isUsed = false;
  for (const name of ofOldLife) {
    if (!(await holdsSomething(join(path, name)))) {
      await rm(join(path, name), { recursive: true, force: true });
      continue;
    }
    await mkdir(aside, { recursive: true, mode: 0o700 });
    await rename(join(path, name), join(aside, name));
    isUsed = true;
  }
  return isUsed ? aside : null;
}

async function holdsSomething(folder: string): Promise<boolean> {
  return readdir(folder).then(
    (entries) => entries.length > 0,
    (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
  );
}
