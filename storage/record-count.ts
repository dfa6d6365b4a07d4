import { sql } from "kysely";
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
