import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { MirrorRecord } from "./mirror.ts";

export interface ConvertedContact extends MirrorRecord {
  /** When the latest hand that is known of it was raised; null when none is. */
  readonly knownUntil: Date | null;
}

/**
 * Contacts of the mirror whose latest conversion lies since an instant, or cannot be read. Few of a portal's contacts
 * do, and an index finds them.
 */
export async function convertedSince(db: Kysely<Database>, clientId: string, since: Date): Promise<readonly ConvertedContact[]> {
  const convertedAt = sql<string>`(r.properties ->> 'recent_conversion_date')`;
  const { rows } = await sql<ConvertedContact>`
    select r.record_id as id, r.properties, r.set_id as "setId", h.until as "knownUntil"
    from record r
    left join (
      select contact_id, max(raised_at) as until from hand
      where client_id = ${clientId} and raised_at >= ${since} group by contact_id
    ) h on h.contact_id = r.record_id
    where r.client_id = ${clientId} and r.record_type = 'contact' and ${convertedAt} is not null
      and (${convertedAt} collate "C" >= ${since.toISOString().slice(0, 19)} or ${convertedAt} collate "C" < '19')
  `.execute(db);
  return rows;
}

/** Contacts of the mirror by their e-mail address in lower case. It looks through all of them: ask for few, seldom. */
export async function contactsByEmail(
  db: Kysely<Database>,
  clientId: string,
  emails: readonly string[],
): Promise<ReadonlyMap<string, MirrorRecord>> {
  if (emails.length === 0) return new Map();
  const { rows } = await sql<MirrorRecord & { readonly email: string }>`
    select record_id as id, properties, set_id as "setId", lower(properties ->> 'email') as email from record
    where client_id = ${clientId} and record_type = 'contact' and lower(properties ->> 'email') in (${sql.join(emails)})
  `.execute(db);
  return new Map(rows.map(({ email, ...contact }) => [email, contact]));
}

/** Contacts of the mirror that were made since an instant otherwise than by a form or by hand. An index finds them. */
export async function madeSince(db: Kysely<Database>, clientId: string, since: Date): Promise<readonly MirrorRecord[]> {
  const { rows } = await sql<MirrorRecord>`
    select record_id as id, properties, set_id as "setId" from record
    where client_id = ${clientId} and record_type = 'contact'
      and (properties ->> 'hs_object_source') in ('API', 'INTEGRATION', 'IMPORT', 'ADS')
      and (properties ->> 'createdate') collate "C" >= ${since.toISOString().slice(0, 19)}
    order by properties ->> 'createdate', record_id
  `.execute(db);
  return rows;
}
