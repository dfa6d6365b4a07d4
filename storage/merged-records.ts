import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";
import { recordIdsAmong } from "./mirror.ts";

/** A record that HubSpot made part of another one. */
export interface Merge {
  readonly formerId: string;
  readonly survivorId: string;
}

const chunk = 1_000;

/** Keeps which record each former id is said to lead to. What is known already costs nothing. */
export async function noticeMerges(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  merges: readonly Merge[],
  at: Date,
): Promise<void> {
  // Of several that name the same one the last counts: whether it is true is asked before anything moves.
  const rows = [...new Map(merges.map((merge) => [merge.formerId, merge])).values()].map(
    ({ formerId, survivorId }) => ({
      client_id: clientId,
      record_type: recordType,
      former_id: formerId,
      survivor_id: survivorId,
      noticed_at: at,
    }),
  );
  for (let start = 0; start < rows.length; start += chunk)
    await db
      .insertInto("merged_record")
      .values(rows.slice(start, start + chunk))
      .onConflict((conflict) =>
        conflict
          .columns(["client_id", "record_type", "former_id"])
          .doUpdateSet((eb) => ({
            survivor_id: eb.ref("excluded.survivor_id"),
            noticed_at: eb.ref("excluded.noticed_at"),
            proven_at: null,
            moved_at: null,
          }))
          .whereRef("merged_record.survivor_id", "<>", "excluded.survivor_id"),
      )
      .execute();
}

/** Merges of records on which nothing hangs here are done with: there is nothing to move. */
export async function settleEmptyMerges(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  at: Date,
): Promise<void> {
  await sql`
    update merged_record m set moved_at = ${at}
    where m.client_id = ${clientId} and m.record_type = ${recordType} and m.moved_at is null
      and not exists (
        select from record r
        where r.client_id = m.client_id and r.record_type = m.record_type and r.record_id = m.former_id
      )
      and not exists (
        select from finding f
        where f.client_id = m.client_id and f.subject_type = m.record_type and f.subject_id = m.former_id
      )
      and not exists (
        select from exclusion e
        where e.client_id = m.client_id and e.subject_type = m.record_type and e.subject_id = m.former_id
      )
      and not (m.record_type = 'contact' and exists (
        select from touch t where t.client_id = m.client_id and t.contact_id = m.former_id
        union all
        select from hand h where h.client_id = m.client_id and h.contact_id = m.former_id
      ))
  `.execute(db);
}

/** Merges that have something to move, proven or not. */
export async function unmovedMerges(
  db: Kysely<Database>,
  clientId: string,
  options: { readonly recordType?: string; readonly isProven: boolean },
): Promise<readonly (Merge & { readonly recordType: string })[]> {
  const rows = await db
    .selectFrom("merged_record")
    .selectAll()
    .where("client_id", "=", clientId)
    .$if(options.recordType !== undefined, (query) => query.where("record_type", "=", options.recordType!))
    .where("moved_at", "is", null)
    .where("proven_at", options.isProven ? "is not" : "is", null)
    .orderBy("record_type")
    .orderBy("former_id")
    .execute();
  return rows.map((row) => ({ recordType: row.record_type, formerId: row.former_id, survivorId: row.survivor_id }));
}

/** Former ids of proven merges that the mirror holds again: a search that lags, or a merge that somebody took back. */
export async function reappearedFormers(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  noticedSince: Date,
): Promise<readonly Merge[]> {
  const rows = await db
    .selectFrom("merged_record as merge")
    .innerJoin("record", (join) =>
      join
        .onRef("record.client_id", "=", "merge.client_id")
        .onRef("record.record_type", "=", "merge.record_type")
        .onRef("record.record_id", "=", "merge.former_id"),
    )
    .select(["merge.former_id", "merge.survivor_id"])
    .where("merge.client_id", "=", clientId)
    .where("merge.record_type", "=", recordType)
    .where("merge.proven_at", "is not", null)
    .where("merge.noticed_at", ">=", noticedSince)
    .execute();
  return rows.map((row) => ({ formerId: row.former_id, survivorId: row.survivor_id }));
}

/** Which of these records were merged away and are not in the mirror: whoever judged them looked at an older copy. */
export async function mergedAway(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const merged = await survivorsOf(db, clientId, recordType, ids);
  if (merged.size === 0) return new Set();
  const present = await recordIdsAmong(db, clientId, recordType, [...merged.keys()]);
  return new Set([...merged.keys()].filter((id) => !present.has(id)));
}

/** Keeps that HubSpot itself has led from the former id to the survivor. */
export async function proveMerge(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  { formerId, survivorId }: Merge,
  at: Date,
): Promise<void> {
  await db
    .updateTable("merged_record")
    .set({ survivor_id: survivorId, proven_at: at, moved_at: null })
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("former_id", "=", formerId)
    .execute();
}

/** The record stands on its own, whatever another one says of it, or does so again. */
export async function forgetMerge(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  formerIds: readonly string[],
): Promise<void> {
  if (formerIds.length === 0) return;
  await db
    .deleteFrom("merged_record")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("former_id", "in", formerIds)
    .execute();
}

export async function markMoved(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  formerId: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable("merged_record")
    .set({ moved_at: at })
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("former_id", "=", formerId)
    .execute();
}

/** Where some ids lead: former id → survivor, for those that are known to have been merged. */
export async function survivorsOf(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("merged_record")
    .select(["former_id", "survivor_id"])
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("proven_at", "is not", null)
    .where("former_id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.former_id, row.survivor_id]));
}
