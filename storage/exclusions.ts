import type { Kysely } from "kysely";
import type { Exclusion } from "../domain/findings/exclusion.ts";
import { bumpRecords } from "./change-numbers.ts";
import type { Database } from "./database.ts";
import type { FindingRow } from "./findings.ts";
import { keepLifted } from "./past-exclusions.ts";

/** Remembers what a person said of a finding. The first word stands until it is taken back. */
export async function addExclusion(
  transaction: Kysely<Database>,
  row: FindingRow,
  exclusion: Exclusion,
): Promise<boolean> {
  const added = await transaction
    .insertInto("exclusion")
    .values({
      client_id: row.client_id,
      finding_id: row.finding_id,
      check_id: row.check_id,
      subject_type: row.subject_type,
      subject_id: row.subject_id,
      kind: exclusion.kind,
      reason: exclusion.reason,
      by_whom: exclusion.byWhom,
      at: exclusion.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  await bumpRecords(transaction, row.client_id, row.subject_type, [row.subject_id]);
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Takes it back; null when there was none. That it held is kept for the weeks that were told under it. */
export async function liftExclusion(
  transaction: Kysely<Database>,
  clientId: string,
  findingId: string,
  liftedAt: Date,
): Promise<Exclusion | null> {
  const row = await transaction
    .deleteFrom("exclusion")
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await bumpRecords(transaction, clientId, row.subject_type, [row.subject_id]);
  const exclusion = { kind: row.kind, reason: row.reason, byWhom: row.by_whom, at: row.at };
  const subject = { subjectType: row.subject_type, subjectId: row.subject_id };
  await keepLifted(transaction, clientId, subject, exclusion, liftedAt);
  return exclusion;
}

export { exclusionsOf } from "./reads/exclusions.ts";
