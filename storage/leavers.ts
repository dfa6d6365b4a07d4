import { sql, type Kysely, type RawBuilder } from "kysely";
import { lockLinkedTypes } from "./associations/bump-linked.ts";
import { cutLinks } from "./associations/cut-links.ts";
import { inTransaction, nextChange } from "./change-numbers.ts";
import type { Database } from "./database.ts";
import { moveRecordCount } from "./record-count.ts";

/**
 * Removes records and, in the same statement, keeps which of them were people of whom something else is kept: what
 * hangs on them has to go too. Whatever judges them hears of it as of a change.
 */
export async function removeAndKeepLeavers(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  which: RawBuilder<unknown>,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await lockLinkedTypes(transaction, clientId, recordType);
    await nextChange(transaction, clientId, recordType);
    await cutLinks(transaction, clientId, recordType, which);
    const { rows } = await removal(clientId, recordType, which).execute(transaction);
    const gone = rows[0]!.gone;
    if (gone > 0) await moveRecordCount(transaction, clientId, recordType, -gone);
  });
}

function removal(clientId: string, recordType: string, which: RawBuilder<unknown>) {
  return sql<{ gone: number }>`
    with gone as (
      delete from record where client_id = ${clientId} and record_type = ${recordType} and ${which}
      returning record_id
    ), unjudged as (
      update standing s set is_gone = true from gone
      where s.client_id = ${clientId} and s.record_type = ${recordType} and s.record_id = gone.record_id
    ), leavers as (
    insert into left_record (client_id, record_type, record_id, left_at)
    select ${clientId}, ${recordType}, gone.record_id, clock_timestamp() from gone
    where ${recordType} = 'contact'
      and (
        exists (select from touch t where t.client_id = ${clientId} and t.contact_id = gone.record_id)
        or exists (select from hand h where h.client_id = ${clientId} and h.contact_id = gone.record_id)
        or exists (
          select from finding f
          where f.client_id = ${clientId} and f.subject_type = 'contact' and f.subject_id = gone.record_id
        )
        or exists (
          select from exclusion e
          where e.client_id = ${clientId} and e.subject_type = 'contact' and e.subject_id = gone.record_id
        )
      )
      and not exists (
        select from merged_record m
        where m.client_id = ${clientId} and m.record_type = 'contact' and m.former_id = gone.record_id
          and m.proven_at is not null
      )
    on conflict do nothing
    )
    select count(*)::int as gone from gone
  `;
}

/** People who left and of whom something is still kept. */
export async function leaversOf(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("left_record")
    .select("record_id")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .orderBy("left_at")
    .limit(limit)
    .execute();
  return rows.map(({ record_id }) => record_id);
}

/** They are gone from here too, or have not left after all. */
export async function settleLeavers(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .deleteFrom("left_record")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("record_id", "in", ids)
    .execute();
}
