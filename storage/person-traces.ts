import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";

/** How much is kept of one person, by kind. */
export interface PersonTraces {
  readonly record: number;
  readonly touches: number;
  readonly hands: number;
  readonly findings: number;
}

export async function tracesOfPerson(db: Kysely<Database>, clientId: string, contactId: string): Promise<PersonTraces> {
  const { rows } = await sql<PersonTraces>`
    select
      (select count(*)::int from record
        where client_id = ${clientId} and record_type = 'contact' and record_id = ${contactId}) as record,
      (select count(*)::int from touch where client_id = ${clientId} and contact_id = ${contactId}) as touches,
      (select count(*)::int from hand where client_id = ${clientId} and contact_id = ${contactId}) as hands,
      (select count(*)::int from finding
        where client_id = ${clientId} and subject_type = 'contact' and subject_id = ${contactId}) as findings
  `.execute(db);
  return rows[0]!;
}
