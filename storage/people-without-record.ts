import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";

/** Contacts of whom touches, hands or findings are kept, and whom the mirror does not have; merged ones left out. */
export async function peopleWithoutRecord(
  db: Kysely<Database>,
  clientId: string,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select contact_id as id from touch where client_id = ${clientId}
      union
      select contact_id from hand where client_id = ${clientId} and contact_id is not null
      union
      select subject_id from finding
      where client_id = ${clientId} and subject_type = 'contact'
    ) person
    -- What stays as a count, or of a portal that was left, has no id of HubSpot's.
    where id ~ '^[0-9]+$' and not exists (
      select from record r where r.client_id = ${clientId} and r.record_type = 'contact' and r.record_id = person.id
    )
    and not exists (
      select from merged_record m
      where m.client_id = ${clientId} and m.record_type = 'contact' and m.former_id = person.id and m.proven_at is not null
    )
    order by id limit ${limit}
  `.execute(db);
  return rows.map(({ id }) => id);
}
