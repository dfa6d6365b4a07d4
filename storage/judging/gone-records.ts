import { sql } from "kysely";
import { nextChange } from "../change-numbers.ts";
import type { StoreHandle } from "../database.ts";

/**
 * What was judged of records that are removed for good goes on to count until each cadence has taken it out, under ids
 * by which nobody can be found.
 */
export async function unnameStandings(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await nextChange(transaction, clientId, recordType);
  await sql`
    update standing set is_gone = true, record_id = 'gone-' || gen_random_uuid()
    where client_id = ${clientId} and record_type = ${recordType} and record_id in (${sql.join(ids)})
  `.execute(transaction);
}
