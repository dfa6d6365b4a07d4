import { sql, type Kysely } from "kysely";

/** Whatever people can have heard of, by number: an upgrade moves none of it. */
export async function peopleWereTold(db: Kysely<unknown>): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {};
  for (const table of ["finding", "finding_event", "alert", "alert_event", "outbox", "report"]) {
    const { rows } = await sql<{ rows: number }>`select count(*)::integer as rows from ${sql.table(table)}`.execute(db);
    told[table] = String(rows[0]!.rows);
  }
  const states = await sql<{ said: string }>`
    select coalesce(string_agg(state || ' ' || n, ', ' order by state), '') as said
    from (select state, count(*) as n from outbox group by state) as messages`.execute(db);
  return { ...told, messages: states.rows[0]!.said };
}

/** Bytes of the database, and of the log that was ever written. */
export async function spaceOf(db: Kysely<unknown>): Promise<{ readonly bytes: number; readonly wal: number }> {
  const { rows } = await sql<{ bytes: number; wal: number }>`
    select pg_database_size(current_database())::double precision as bytes,
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::double precision as wal`.execute(db);
  return rows[0]!;
}
