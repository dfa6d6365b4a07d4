import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { MirrorRecord } from "./mirror.ts";

export interface ConvertedContact extends MirrorRecord {
  /** When the latest hand that is known of it was raised; null when none is. */
  readonly knownUntil: Date | null;
}

/** The properties by which contacts are found; an index stands on the first and on the one that says what made them. */
export interface ContactColumns {
  readonly convertedAt: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly email: string;
}

/** A literal, not a parameter: an index on an expression is found by its text. */
const valueOf = (name: string) => sql`(properties ->> ${sql.lit(name)})`;

/**
 * Contacts of the mirror whose latest conversion lies since an instant, or cannot be read. Few of a portal's contacts
 * do, and an index finds them.
 */
export async function convertedSince(
  db: Kysely<Database>,
  clientId: string,
  since: Date,
  columns: ContactColumns,
): Promise<readonly ConvertedContact[]> {
  const converted = valueOf(columns.convertedAt);
  const ofContacts = sql`client_id = ${clientId} and record_type = 'contact' and ${converted} is not null`;
  const convertedAt = sql`${converted} collate "C"`;
  // Two ranges of one index: dates as text, and those that older properties hold in milliseconds.
  const { rows } = await sql<ConvertedContact>`
    with converted as (
      select * from record where ${ofContacts} and ${convertedAt} >= ${since.toISOString().slice(0, 19)}
      union all
      select * from record where ${ofContacts} and ${convertedAt} < '19'
    )
    select r.record_id as id, r.properties, r.set_id as "setId", h.until as "knownUntil"
    from converted r
    left join (
      select contact_id, max(raised_at) as until from hand
      where client_id = ${clientId} and raised_at >= ${since} group by contact_id
    ) h on h.contact_id = r.record_id
  `.execute(db);
  return rows;
}

/** Contacts of the mirror by their e-mail address in lower case. It looks through all of them: ask for few, seldom. */
export async function contactsByEmail(
  db: Kysely<Database>,
  clientId: string,
  emails: readonly string[],
  { email }: ContactColumns,
): Promise<ReadonlyMap<string, MirrorRecord>> {
  if (emails.length === 0) return new Map();
  const { rows } = await sql<MirrorRecord & { readonly email: string }>`
    select record_id as id, properties, set_id as "setId", lower(${valueOf(email)}) as email from record
    where client_id = ${clientId} and record_type = 'contact' and lower(${valueOf(email)}) in (${sql.join(emails)})
  `.execute(db);
  return new Map(rows.map(({ email: address, ...contact }) => [address, contact]));
}

const byPrograms = sql`('API', 'INTEGRATION', 'ADS')`;

/**
 * Contacts of the mirror that were made since an instant otherwise than by a form or by hand. An index finds those that
 * a program made. Imports have none, since most of a portal may have come by one: all contacts are looked through for
 * them.
 */
export async function madeSince(
  db: Kysely<Database>,
  clientId: string,
  since: Date,
  by: "programs" | "imports",
  { madeAt, madeBy }: ContactColumns,
): Promise<readonly MirrorRecord[]> {
  const { rows } = await sql<MirrorRecord>`
    select record_id as id, properties, set_id as "setId" from record
    where client_id = ${clientId} and record_type = 'contact'
      and ${valueOf(madeBy)} in ${by === "programs" ? byPrograms : sql`('IMPORT')`}
      and ${valueOf(madeAt)} collate "C" >= ${since.toISOString().slice(0, 19)}
    order by ${valueOf(madeAt)}, record_id
  `.execute(db);
  return rows;
}
