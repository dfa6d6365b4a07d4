import pg from "pg";
import { migrate } from "../../storage/migrate.ts";
import { openPostgres } from "../../storage/open-database.ts";

/**
 * Copies a PostgreSQL database into an empty one as a dump does: the rows and the counters of new keys, in tables made
 * anew. Not every machine that has the server has pg_dump.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const target = await openPostgres(to);
  await migrate(target.db as never);
  await target.close();
  const [source, copy] = [new pg.Client({ connectionString: from }), new pg.Client({ connectionString: to })];
  await Promise.all([source.connect(), copy.connect()]);
  try {
    const { rows: tables } = await source.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    for (const { name } of tables) {
      const { rows } = await source.query<{ all: string | null }>(
        `select jsonb_agg(to_jsonb(t))::text as all from "${name}" t`,
      );
      await copy.query(`delete from "${name}"`);
      if (rows[0]!.all === null) continue;
      await copy.query(
        `insert into "${name}" overriding system value select * from jsonb_populate_recordset(null::public."${name}", $1::jsonb)`,
        [rows[0]!.all],
      );
    }
    const { rows: counters } = await source.query<{ name: string; last: string | null }>(
      "select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public'",
    );
    for (const { name, last } of counters) if (last !== null) await copy.query("select setval($1, $2)", [name, last]);
  } finally {
    await Promise.all([source.end(), copy.end()]);
  }
}
