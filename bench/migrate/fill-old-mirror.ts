import { sql, type Kysely } from "kysely";

/**
 * Puts contacts and a fifth as many deals into a mirror as releases before change numbers kept them, in one statement a
 * type, and counts them as vacuum would.
 */
export async function fillOldMirror(db: Kysely<unknown>, clientId: string, records: number): Promise<void> {
  const contacts = Math.round(records / 1.2);
  for (const [type, count] of [
    ["contact", contacts],
    ["deal", records - contacts],
  ] as const)
    await sql`
      insert into record (client_id, record_type, record_id, properties, updated_at, seen_at)
      select ${clientId}, ${type}, (210000000000 + n)::text, jsonb_build_object(
          'firstname', 'Ana', 'lastname', 'Berger', 'email', 'person' || n || '@client.example',
          'hubspot_owner_id', (n % 20)::text, 'lifecyclestage', 'customer', 'dealname', 'Renewal ' || n,
          'dealstage', 'closedwon', 'pipeline', 'default', 'createdate', '2026-01-05T08:00:00Z',
          'notes_last_updated', '2026-10-20T08:00:00Z', 'hs_analytics_source', 'PAID_SEARCH'),
        timestamptz '2026-10-01 08:00Z', timestamptz '2026-11-20 08:00Z'
      from generate_series(1, ${count}::integer) as n
    `.execute(db);
  await sql`vacuum analyze record`.execute(db);
}
