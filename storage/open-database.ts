import { PGlite, types } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { createPostgresPool, explainUnavailable } from "./postgres-pool.ts";

/** An open database with its schema up to date. `close` waits for what is under way. */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  readonly kind: "embedded" | "postgres";
  readonly close: () => Promise<void>;
}

/**
 * Opens the embedded database in a folder, or in memory for tests when the folder is null.
 *
 * PGlite has no lock of its own, and a second opener corrupts the folder without a word: whoever calls this holds the
 * state directory's lock.
 */
export async function openEmbeddedDatabase(folder: string | null): Promise<OpenDatabase> {
  const options = { parsers: { [types.INT8]: Number } };
  const pglite = folder === null ? await PGlite.create(options) : await PGlite.create(folder, options);
  const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) });
  await migrated(db);
  return { db, kind: "embedded", close: () => db.destroy() };
}

/**
 * Opens PostgreSQL by its URL.
 *
 * @throws {DatabaseUnavailable} When it cannot be reached or refuses us. The message holds no password.
 * @throws {Error} When the schema cannot be brought up to date.
 */
export async function openPostgres(url: string, { connections = 10 } = {}): Promise<OpenDatabase> {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: createPostgresPool(url, connections) }) });
  try {
    await migrated(db);
  } catch (error) {
    throw explainUnavailable(url, error);
  }
  return { db, kind: "postgres", close: () => db.destroy() };
}

/** Brings the schema up to date; a database that refuses is closed again, so that nothing keeps the process alive. */
async function migrated(db: Kysely<Database>): Promise<void> {
  try {
    await migrate(db as Kysely<unknown>);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
