import { PGlite, types } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";

/** An open database with its schema up to date. `close` waits for what is under way. */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  readonly kind: "embedded" | "postgres";
  readonly close: () => Promise<void>;
}

const int8 = 20;

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
 * @throws {Error} When it cannot be reached or the schema cannot be brought up to date. The message holds no password.
 */
export async function openPostgres(url: string, { connections = 10 } = {}): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  // An idle connection that breaks (a restart of the server) raises here; without a listener it would end the process.
  pool.on("error", () => undefined);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  await migrated(db);
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
