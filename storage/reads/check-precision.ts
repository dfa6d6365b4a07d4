import { sql } from "kysely";
import type { CheckPrecision } from "../../domain/findings/exclusion.ts";
import type { StoreReader } from "../database.ts";

/** Per check, over the findings of these clients that are kept. */
export async function precisionOfChecks(
  db: StoreReader,
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
