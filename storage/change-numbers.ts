import { sql, type RawBuilder } from "kysely";
import type { StoreHandle } from "./database.ts";

/**
 * The next number of a change to records of one type. It is taken before anything else of the transaction is written,
 * and nobody gets another one until that has ended: so numbers are in the order of the commits, and whoever reads the
 * last one sees everything up to it.
 */
export async function nextChange(transaction: StoreHandle, clientId: string, recordType: string): Promise<number> {
  const { rows } = await sql<{ change_no: number }>`
    insert into mirror_state (client_id, record_type, properties, change_no)
    values (${clientId}, ${recordType}, '[]', 1)
    on conflict (client_id, record_type) do update set change_no = mirror_state.change_no + 1
    returning change_no
  `.execute(transaction);
  return Number(rows[0]!.change_no);
}

/** The last number that was given out; 0 before the first. Everything up to it can be read. */
export async function lastChange(db: StoreHandle, clientId: string, recordType: string): Promise<number> {
  const row = await db
    .selectFrom("mirror_state")
    .select("change_no")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .executeTakeFirst();
  return Number(row?.change_no ?? 0);
}

/** Something that these records are judged by has changed beside them. Ids that the mirror does not hold do no harm. */
export async function bumpRecords(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const listed = sql`string_to_array(${[...new Set(ids)].join("\n")}, E'\\n')`;
  await bumpWhere(transaction, clientId, recordType, sql`record_id = any(${listed})`);
}

/** The same for records that a condition names. Nothing has a number where nothing was ever copied. */
export async function bumpWhere(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
  which: RawBuilder<unknown>,
): Promise<void> {
  const next = await sql<{ change_no: number }>`
    update mirror_state set change_no = change_no + 1
    where client_id = ${clientId} and record_type = ${recordType} returning change_no
  `.execute(transaction);
  if (next.rows.length === 0) return;
  // A statement of its own: it sees what others stored while this one waited for its number.
  await sql`
    update record set change_no = ${next.rows[0]!.change_no}
    where client_id = ${clientId} and record_type = ${recordType} and ${which}
  `.execute(transaction);
}

/** Works in the transaction that there is, or in one of its own. */
export function inTransaction<Result>(
  db: StoreHandle,
  work: (transaction: StoreHandle) => Promise<Result>,
): Promise<Result> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
