import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";

/**
 * How many findings a run has ended while it copied, because their people were deleted. Asked before the run's own
 * events are stored, and of the events themselves: an attempt that crashed behind them had no receipt to say it in.
 */
export async function endedWithPeople(
  db: Kysely<Database>,
  { clientId, runId, asOf }: { readonly clientId: string; readonly runId: string; readonly asOf: Date },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from finding_event
    where at = ${asOf} and client_id = ${clientId} and run_id = ${runId} and kind = 'resolved' and ending = 'deleted'
  `.execute(db);
  return rows[0]!.count;
}
