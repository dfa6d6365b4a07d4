import { sql, type Kysely } from "kysely";
import { statements as core } from "./migrations/0001-core.ts";
import { statements as incrementalMirror } from "./migrations/0002-incremental-mirror.ts";
import { statements as readings } from "./migrations/0003-readings.ts";

/** In order. A migration that has been released is never edited; the next one mends it. */
const migrations: readonly { readonly name: string; readonly statements: readonly string[] }[] = [
  { name: "0001-core", statements: core },
  { name: "0002-incremental-mirror", statements: incrementalMirror },
  { name: "0003-readings", statements: readings },
];

/**
 * Brings the schema up to date. Running it again changes nothing; two processes that start together take turns.
 *
 * @throws {Error} When the database holds a migration that this version does not know, which means that a newer
 *   Revwatch has been here.
 */
export async function migrate(db: Kysely<unknown>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // Two processes may start at once on PostgreSQL, and even "create table if not exists" fails when both do it; the
    // lock makes the second one find the work done.
    await sql`select pg_advisory_xact_lock(hashtext('revwatch.schema_migration'))`.execute(transaction);
    await sql`create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())`.execute(
      transaction,
    );
    const { rows } = await sql<{ name: string }>`select name from schema_migration`.execute(transaction);
    const applied = new Set(rows.map(({ name }) => name));

    const unknown = [...applied].filter((name) => !migrations.some((migration) => migration.name === name));
    if (unknown.length > 0) {
      throw new Error(
        `The database was written by a newer Revwatch (${unknown.join(", ")}). Update this one, or use another database.`,
      );
    }

    for (const migration of migrations.filter(({ name }) => !applied.has(name))) {
      for (const statement of migration.statements) await sql.raw(statement).execute(transaction);
      await sql`insert into schema_migration (name) values (${migration.name})`.execute(transaction);
    }
  });
}
