import { sql } from "kysely";
import { inTransaction } from "./change-numbers.ts";
import type { StoreHandle } from "./database.ts";

/** Counts records that came, or with a number below 0 went, in the transaction that holds the type's number. */
export async function moveRecordCount(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
  by: number,
): Promise<void> {
  await sql`
    update mirror_state set record_count = record_count + ${by}::bigint
    where client_id = ${clientId} and record_type = ${recordType}
  `.execute(transaction);
}

/**
 * Counts the records that there are and keeps their number, whatever was counted as they came and went: a sum that was
 * wrong once would be wrong for ever. It takes as long as the type is large, so it is done once for each list.
 */
export async function recountRecords(db: StoreHandle, clientId: string, recordType: string): Promise<number> {
  return inTransaction(db, async (transaction) => {
    const which = sql`client_id = ${clientId} and record_type = ${recordType}`;
    // Nobody stores or removes any meanwhile, and the next statement sees what others did while this one waited.
    await sql`select from mirror_state where ${which} for update`.execute(transaction);
    const { rows } = await sql<{ count: number }>`
      update mirror_state set record_count = (
        select count(*) from record where ${which}
      )
      where ${which}
      returning record_count as count
    `.execute(transaction);
    return Number(rows[0]!.count);
  });
}
