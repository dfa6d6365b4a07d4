import type { Selectable } from "kysely";
import type { JudgingComparison } from "../../domain/judging/comparison.ts";
import type { StoreHandle } from "../database.ts";
import type { JudgingComparisonTable } from "../tables/judging.ts";

/** Null before the first. */
export async function lastComparison(db: StoreHandle, clientId: string): Promise<JudgingComparison | null> {
  const row = await db
    .selectFrom("judging_comparison")
    .selectAll()
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  return row === undefined ? null : comparisonOf(row);
}

export async function saveComparison(
  transaction: StoreHandle,
  clientId: string,
  comparison: JudgingComparison,
): Promise<void> {
  const values = {
    as_of: comparison.asOf,
    records: comparison.records,
    verdicts: comparison.verdicts,
    counters: comparison.counters,
    first_difference: comparison.firstDifference,
  };
  await transaction
    .insertInto("judging_comparison")
    .values({ client_id: clientId, ...values })
    .onConflict((conflict) => conflict.column("client_id").doUpdateSet(values))
    .execute();
}

/** The last comparison of each client that has one, with its id. */
export async function lastComparisons(db: StoreHandle): Promise<readonly (readonly [string, JudgingComparison])[]> {
  const rows = await db.selectFrom("judging_comparison").selectAll().orderBy("client_id").execute();
  return rows.map((row) => [row.client_id, comparisonOf(row)]);
}

function comparisonOf(row: Selectable<JudgingComparisonTable>): JudgingComparison {
  return {
    asOf: row.as_of,
    records: Number(row.records),
    verdicts: row.verdicts,
    counters: row.counters,
    firstDifference: row.first_difference,
  };
}
