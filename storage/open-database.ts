import { PGlite, types } from "@electric-sql/pglite";
import { Kysely, PostgresDialect } from "kysely";
import type { Database } from "./database.ts";
import { backUpBeforeUpgrade } from "./embedded/back-up-before-upgrade.ts";
import { EmbeddedDialect } from "./embedded/embedded-dialect.ts";
import {
  DatabaseFolderUnusable,
  endBeginning,
  judgeDatabaseFolder,
  noteBeginning,
} from "./embedded/judge-database-folder.ts";
import { forgetEmpty, keepEmpty, layOutEmpty } from "./embedded/empty-database.ts";
import { makeDatabaseApart } from "./embedded/make-apart.ts";
import { noticeEmbeddedRestore, requireNeverOpened } from "./embedded/notice-embedded-restore.ts";
import { refuseWhenFull, requireRoom } from "./embedded/refuse-when-full.ts";
import { migrate, pendingMigrations, type MigrateOptions } from "./migrate.ts";
import { noticePostgresRestore } from "./restored/notice-restore.ts";
import { createPostgresPool, explainUnavailable } from "./postgres-pool.ts";

/** An open database with its schema up to date. `close` waits for what is under way. */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  readonly kind: "embedded" | "postgres";
  readonly close: () => Promise<void>;
}

/** How the schema is brought up to date; `tell` hears in one sentence of what takes long. */
export interface OpenOptions extends MigrateOptions {
  /** The current instant; tests move it. */
  readonly now?: () => Date;
  /** Where an empty embedded database is kept between first starts; without it each is made from nothing. */
  readonly cache?: string | undefined;
}

const machineClock = () => new Date();

/**
 * Opens the embedded database in a folder, or in memory for tests when the folder is null. Before its schema is
 * upgraded, an archive of it is put into `backups` beside the folder.
 *
 * PGlite has no lock of its own, and a second opener corrupts the folder without a word: whoever calls this holds the
 * state directory's lock.
 *
 * @throws {DatabaseFolderUnusable} When the folder holds something that is no whole database. Nothing is begun anew.
 * @throws {SchemaTooNew} When a newer Revwatch has written it.
 * @throws {DiskFull} When the disk has less than 32 MB left; so does each statement that writes, later on.
 * @throws {NoRoomForBackup} When an upgrade is due and the disk has no room for the archive.
 */
export async function openEmbeddedDatabase(
  folder: string | null,
  { tell, migrations, now = machineClock, cache }: OpenOptions = {},
): Promise<OpenDatabase> {
  const isNew = folder === null || (await judgeDatabaseFolder(folder)) === "new";
  if (folder !== null) requireRoom(folder);
  if (folder !== null && isNew) await beginIn(folder);
  const pglite = await (folder !== null && isNew && cache !== undefined
    ? beginFrom(cache, folder)
    : createPglite(folder));
  const plugins = folder === null ? [] : [refuseWhenFull(folder)];
  const db = new Kysely<Database>({ dialect: new EmbeddedDialect(pglite), plugins });
  await orClose(db, async () => {
    const pending = await pendingMigrations(db as Kysely<unknown>, migrations);
    if (folder !== null && !isNew && pending.length > 0) await backUpBeforeUpgrade(db, folder, pending[0]!.name, tell);
    await migrate(db as Kysely<unknown>, { tell, migrations });
    if (folder === null) return;
    await endBeginning(folder);
    if (migrations === undefined) await noticeEmbeddedRestore(db, folder, now());
  });
  return { db, kind: "embedded", close: () => db.destroy() };
}

async function beginIn(folder: string): Promise<void> {
  await requireNeverOpened(folder);
  await noteBeginning(folder);
}

/** The first opening of a database: of one that was kept, or of one that is made and kept. */
async function beginFrom(cache: string, folder: string): Promise<PGlite> {
  if (await layOutEmpty(folder, cache)) {
    const opened = await createPglite(folder).catch(() => null);
    if (opened !== null) return opened;
    await forgetEmpty(folder, cache);
  }
  await makeDatabaseApart(folder).catch((error: unknown) => {
    throw DatabaseFolderUnusable.notOpened(folder, error);
  });
  await keepEmpty(folder, cache);
  return createPglite(folder);
}

/**
 * PostgreSQL takes all of its buffers at its start, 128 MB where nobody says otherwise. Half of it is enough: what they
 * do not hold, the machine's own cache of the folder's files does.
 */
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=64MB"];

async function createPglite(folder: string | null): Promise<PGlite> {
  const options = { parsers: { [types.INT8]: Number }, startParams };
  if (folder === null) return PGlite.create(options);
  try {
    return await PGlite.create(folder, options);
  } catch (error) {
    throw DatabaseFolderUnusable.notOpened(folder, error);
  }
}

/**
 * Opens PostgreSQL by its URL.
 *
 * @throws {DatabaseUnavailable} When it cannot be reached or refuses us. The message holds no password.
 * @throws {SchemaTooNew} When a newer Revwatch has written it.
 * @throws {Error} When the schema cannot be brought up to date.
 */
export async function openPostgres(
  url: string,
  { connections = 10, now = machineClock, ...migrating }: OpenOptions & { readonly connections?: number } = {},
): Promise<OpenDatabase> {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: createPostgresPool(url, connections) }) });
  try {
    await orClose(db, async () => {
      await migrate(db as Kysely<unknown>, migrating);
      if (migrating.migrations === undefined) await noticePostgresRestore(db, now());
    });
  } catch (error) {
    throw explainUnavailable(url, error);
  }
  return { db, kind: "postgres", close: () => db.destroy() };
}

/** A database that refuses is closed again, so that nothing keeps the process alive. */
async function orClose(db: Kysely<Database>, prepare: () => Promise<void>): Promise<void> {
  try {
    await prepare();
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
