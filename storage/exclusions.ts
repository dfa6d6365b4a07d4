import { sql, type Kysely } from "kysely";
import type { CheckPrecision, Exclusion } from "../domain/findings/exclusion.ts";
import type { Database } from "./database.ts";
import type { FindingRow } from "./findings.ts";

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
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Takes it back; null when there was none. */
export async function liftExclusion(
  transaction: Kysely<Database>,
  clientId: string,
  findingId: string,
): Promise<Exclusion | null> {
  const row = await transaction
    .deleteFrom("exclusion")
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : { kind: row.kind, reason: row.reason, byWhom: row.by_whom, at: row.at };
}

/** What people have excluded for a client: finding id → what they said. */
export async function exclusionsOf(
  db: Pick<Kysely<Database>, "selectFrom">,
  clientId: string,
): Promise<ReadonlyMap<string, Exclusion>> {
  const rows = await db.selectFrom("exclusion").selectAll().where("client_id", "=", clientId).execute();
  return new Map(
    rows.map(
      ({ finding_id, kind, reason, by_whom, at }) => [finding_id, { kind, reason, byWhom: by_whom, at }] as const,
    ),
  );
}

/** Per check, over the findings of these clients that are kept. */
export async function precisionOfChecks(
  db: Pick<Kysely<Database>, "selectFrom">,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, CheckPrecision & { readonly open: number }>> {
  if (clientIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("finding")
    .leftJoin("exclusion", (join) =>
      join
        .onRef("exclusion.client_id", "=", "finding.client_id")
        .onRef("exclusion.finding_id", "=", "finding.finding_id"),
    )
    .where("finding.client_id", "in", clientIds)
    .groupBy("finding.check_id")
    .select([
      "finding.check_id",
      sql<number>`count(*)::int`.as("findings"),
      sql<number>`count(exclusion.finding_id)::int`.as("excluded"),
      sql<number>`(count(*) filter (where finding.status = 'open'))::int`.as("open"),
    ])
    .execute();
  return new Map(rows.map(({ check_id, ...counts }) => [check_id, counts]));
}
