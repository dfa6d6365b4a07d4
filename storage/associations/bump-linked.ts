import { sql } from "kysely";
import { bumpWhere } from "../change-numbers.ts";
import type { StoreHandle } from "../database.ts";

/**
 * Takes the numbers of a record type for this transaction, and with them those of the types that it is linked to, in
 * one order: two transactions that change both ends never wait for each other.
 *
 * @returns The other types, in order; none where no check asks for associations.
 */
export async function lockLinkedTypes(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ type: string }>`
    select distinct case when from_type = ${recordType} then to_type else from_type end as type
    from association_state
    where client_id = ${clientId} and (from_type = ${recordType} or to_type = ${recordType})
    order by type
  `.execute(transaction);
  const linked = rows.map(({ type }) => type);
  if (linked.length > 0) await lockTypes(transaction, clientId, [recordType, ...linked]);
  return linked;
}

export async function lockTypes(transaction: StoreHandle, clientId: string, types: readonly string[]): Promise<void> {
  await sql`
    select from mirror_state where client_id = ${clientId} and record_type in (${sql.join(types)})
    order by record_type for update
  `.execute(transaction);
}

/** Records that are linked to those which have just been given this number are judged again: they rest on them. */
export async function bumpLinked(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
  linked: readonly string[],
  changeNo: number,
): Promise<void> {
  for (const other of linked)
    await bumpWhere(
      transaction,
      clientId,
      other,
      sql`record_id in (
        select a.to_id from record changed
        join association a on a.client_id = changed.client_id and a.from_type = changed.record_type
          and a.from_id = changed.record_id and a.to_type = ${other}
        where changed.client_id = ${clientId} and changed.record_type = ${recordType}
          and changed.change_no = ${changeNo}::bigint
      )`,
    );
}
