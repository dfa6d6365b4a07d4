import { sql, type RawBuilder } from "kysely";
import type { StoreHandle } from "./database.ts";

/**
 * Which records copies have met, a page of ids in a row: a record that is as it was stored is not written, and yet it is
 * known that it is there. Kept until the copy that met it is whole, and until no list is under way any more.
 */

/** Notes that a copy which began at `metAt` has met these ids, given in lines. */
export async function noteMet(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
  ids: readonly string[],
  metAt: Date,
): Promise<void> {
  await transaction
    .insertInto("met_page")
    .values({ client_id: clientId, record_type: recordType, met_at: metAt, ids: ids.join("\n") })
    .execute();
}

/**
 * True of a record id that was met since an instant. `is true` keeps the ids in one hash: as a join, a database that has
 * not weighed its tables yet (the embedded one has no autovacuum) looks through all of them for each record.
 */
export function wasMet(
  id: RawBuilder<unknown>,
  { clientId, recordType, since }: { readonly clientId: string; readonly recordType: string; readonly since: Date },
): RawBuilder<boolean> {
  return sql<boolean>`(${id} in (
    select unnest(string_to_array(p.ids, E'\\n')) from met_page p
    where p.client_id = ${clientId} and p.record_type = ${recordType} and p.met_at >= ${since}
  )) is true`;
}

/** Forgets what was met, once nothing rests on it: not while a list is under way. */
export async function forgetMet(db: StoreHandle, clientId: string, recordType: string): Promise<void> {
  await sql`
    delete from met_page where client_id = ${clientId} and record_type = ${recordType} and not exists (
      select from listing l
      where l.client_id = ${clientId} and l.record_type = ${recordType} and l.progress is not null
    )
  `.execute(db);
}
