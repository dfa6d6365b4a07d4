import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";
import { appliedMigrations } from "./migrate.ts";

export interface DatabaseFacts {
  /** Such as "PostgreSQL 17.2". */
  readonly version: string;
  readonly sizeBytes: number;
  /** The last migration that it has, such as "0009-list-proof"; null when it has none. */
  readonly schema: string | null;
  /** Its own clock, in the middle of the question. */
  readonly now: Date;
}

/** What the database tells of itself. */
export async function readDatabaseFacts(db: Kysely<Database>): Promise<DatabaseFacts> {
  const { rows } = await sql<{ version: string; size: string | number; now: Date | string }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as size, clock_timestamp() as now
  `.execute(db);
  const row = rows[0]!;
  return {
    version: `PostgreSQL ${row.version.split(" ")[0]}`,
    sizeBytes: Number(row.size),
    schema: (await appliedMigrations(db as Kysely<unknown>)).at(-1) ?? null,
    now: new Date(row.now),
  };
}
