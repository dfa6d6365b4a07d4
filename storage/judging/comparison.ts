import type { StoreHandle } from "../database.ts";

/** What the last full comparison came to: what was held against what everything, judged anew, says. */
export interface JudgingComparison {
  readonly asOf: Date;
  /** Records that were compared, once for each cadence that judges them. */
  readonly records: number;
  readonly verdicts: number;
  readonly counters: number;
  /** The check and the record type of the first difference; never a record. */
  readonly firstDifference: string | null;
}

/** Null before the first. */
export async function lastComparison(db: StoreHandle, clientId: string): Promise<JudgingComparison | null> {
  const row = await db
    .selectFrom("judging_comparison")
    .selectAll()
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    asOf: row.as_of,
    records: Number(row.records),
    verdicts: row.verdicts,
    counters: row.counters,
    firstDifference: row.first_difference,
  };
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
