import { sql } from "kysely";
import type { StoreHandle } from "../database.ts";

/**
 * The ids of the checks that were assessed as a whole at some instant from `from` on: by a run since then, or by the
 * last one before, whose word still stood. An outcome is kept only where it differs from the one before.
 */
export async function assessedSince(db: StoreHandle, clientId: string, from: Date): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ check_id: string }>`
    select distinct o.check_id from check_outcome o
    join run r on r.client_id = o.client_id and r.run_id = o.run_id
    where o.client_id = ${clientId} and o.status = 'assessed'
      and not exists (
        select from check_outcome later
        join run l on l.client_id = later.client_id and l.run_id = later.run_id
        where later.client_id = o.client_id and later.check_id = o.check_id
          and l.as_of > r.as_of and l.as_of < ${from}
      )
  `.execute(db);
  return new Set(rows.map(({ check_id }) => check_id));
}
