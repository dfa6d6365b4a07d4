import { sql } from "kysely";
import type { StoreHandle } from "../database.ts";

/** When time alone turns a verdict of a client's cadence next, after an instant; null: never. */
export async function nextDue(
  db: StoreHandle,
  { clientId, cadence }: { readonly clientId: string; readonly cadence: string },
  after: Date,
): Promise<Date | null> {
  // A record type each, so that each is one look into the index.
  const { rows } = await sql<{ at: Date | null }>`
    select min(soonest.due_at) as at
    from (
      select distinct record_type from judged_group where client_id = ${clientId} and cadence = ${cadence}
    ) as judged
    cross join lateral (
      select due_at from standing s
      where s.client_id = ${clientId} and s.cadence = ${cadence} and s.record_type = judged.record_type
        and s.due_at > ${after}
      order by due_at limit 1
    ) as soonest
  `.execute(db);
  return rows[0]?.at ?? null;
}
