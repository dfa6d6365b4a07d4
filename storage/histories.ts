import { sql } from "kysely";
import type { StoredHistory } from "../domain/mirror/past-values.ts";
import { inTransaction, nextChange } from "./change-numbers.ts";
import type { StoreHandle } from "./database.ts";

/** A record whose history has to be read, with its modification as the database writes it. */
export interface HistoryDue {
  readonly id: string;
  readonly updatedAt: string;
}

/** A check has asked for the past of these records. Those that the mirror does not hold do no harm. */
export async function wantHistories(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update record set history_due = true
    where client_id = ${clientId} and record_type = ${recordType} and not history_due
      and record_id = any(string_to_array(${ids.join("\n")}, E'\\n'))
  `.execute(transaction);
}

/** Records that a check has asked for, and those of before that were modified since their history was read. */
export async function historiesDue(
  db: StoreHandle,
  clientId: string,
  recordType: string,
  limit: number,
): Promise<readonly HistoryDue[]> {
  const { rows } = await sql<HistoryDue>`
    select record_id as id, updated_at::text as "updatedAt" from record
    where client_id = ${clientId} and record_type = ${recordType} and updated_at is not null
      and (history_due or history_of is not null) and (history_due or history_of is distinct from updated_at)
    order by record_id limit ${limit}
  `.execute(db);
  return rows;
}

/** Keeps the histories that were read of these records, which are judged again. */
export async function saveHistories(
  db: StoreHandle,
  clientId: string,
  recordType: string,
  read: readonly (HistoryDue & { readonly history: StoredHistory })[],
): Promise<void> {
  if (read.length === 0) return;
  await inTransaction(db, async (transaction) => {
    const changeNo = await nextChange(transaction, clientId, recordType);
    await sql`
      update record r set history = h.history, history_of = h."updatedAt", history_due = false, change_no = ${changeNo}
      from jsonb_to_recordset(${JSON.stringify(read)}::jsonb) as h (id text, "updatedAt" timestamptz, history jsonb)
      where r.client_id = ${clientId} and r.record_type = ${recordType} and r.record_id = h.id
    `.execute(transaction);
  });
}

/** The histories of these records that hold as the records are now. */
export async function historiesOf(
  db: StoreHandle,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredHistory>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; history: StoredHistory }>`
    select record_id as id, history from record
    where client_id = ${clientId} and record_type = ${recordType} and history_of = updated_at
      and record_id = any(string_to_array(${ids.join("\n")}, E'\\n'))
  `.execute(db);
  return new Map(rows.map(({ id, history }) => [id, history]));
}
