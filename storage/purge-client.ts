import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";

/** Rows of one client, by table. Tables without any are left out. */
export type ClientRows = Readonly<Record<string, number>>;

/** How much is kept of a client. The tables are asked of the database itself, so that none can be forgotten. */
export async function countClientRows(db: Kysely<Database>, clientId: string): Promise<ClientRows> {
  const counts: Record<string, number> = {};
  for (const table of await clientTables(db)) {
    const { rows } = await sql<{
      count: number;
    }>`select count(*) as count from ${sql.table(table)} where client_id = ${clientId}`.execute(db);
    const count = Number(rows[0]?.count ?? 0);
    if (count > 0) counts[table] = count;
  }
  return counts;
}

/** Removes everything that is kept of a client, in one transaction, and says how much it was. */
export async function purgeClientRows(db: Kysely<Database>, clientId: string): Promise<ClientRows> {
  return db.transaction().execute(async (transaction) => {
    const counts: Record<string, number> = {};
    for (const table of await clientTables(transaction)) {
      const result = await sql`delete from ${sql.table(table)} where client_id = ${clientId}`.execute(transaction);
      const count = Number(result.numAffectedRows ?? 0n);
      if (count > 0) counts[table] = count;
    }
    return counts;
  });
}

async function clientTables(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ table_name: string }>`
    select c.table_name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.column_name = 'client_id' and c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
    order by c.table_name
  `.execute(db);
  return rows.map(({ table_name }) => table_name);
}
