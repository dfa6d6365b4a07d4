import { sql, type RawBuilder } from "kysely";
import { bumpRecords } from "../change-numbers.ts";
import type { StoreHandle } from "../database.ts";

/**
 * Unlinks records that are about to leave the mirror. What hung on them is asked for anew: HubSpot may have linked it
 * to the record that they became part of; until then it is a changed record. They themselves are too, should they stay after all.
 *
 * @param which - A condition on the rows of `record`.
 */
export async function cutLinks(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
  which: RawBuilder<unknown>,
): Promise<void> {
  const { rows } = await sql<{ type: string; id: string }>`
    with link as (
      select a.from_id, a.to_type, a.to_id from record r
      join association a on a.client_id = r.client_id and a.from_type = r.record_type and a.from_id = r.record_id
      where r.client_id = ${clientId} and r.record_type = ${recordType} and ${which}
    ), here as (
      delete from association a using link
      where a.client_id = ${clientId} and a.from_type = ${recordType} and a.from_id = link.from_id
        and a.to_type = link.to_type and a.to_id = link.to_id
    ), there as (
      delete from association a using link
      where a.client_id = ${clientId} and a.from_type = link.to_type and a.from_id = link.to_id
        and a.to_type = ${recordType} and a.to_id = link.from_id
    )
    insert into association_due (client_id, from_type, to_type, record_id)
    select distinct ${clientId}, to_type, ${recordType}, to_id from link
    union
    select distinct ${clientId}, ${recordType}, to_type, from_id from link
    on conflict (client_id, from_type, to_type, record_id) do update set note = excluded.note
    returning from_type as type, record_id as id
  `.execute(transaction);
  for (const [type, ends] of Map.groupBy(rows, (row) => row.type))
    if (type !== recordType)
      await bumpRecords(
        transaction,
        clientId,
        type,
        ends.map(({ id }) => id),
      );
}
