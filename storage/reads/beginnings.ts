import { sql } from "kysely";
import type { Beginning } from "../../domain/alerting/flap.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import type { StoreReader } from "../database.ts";
import type { StoreHandle } from "../database.ts";

/**
 * When the findings of a client that came back since an instant began each of their episodes since then, oldest first.
 * What has begun only once is left out.
 */
export async function beginningsSince(
  db: StoreReader,
  clientId: string,
  since: Date,
): Promise<ReadonlyMap<string, readonly Beginning[]>> {
  const { rows } = await sql<{ finding_id: string; at: Date; severity: Severity }>`
    select e.finding_id, e.at, e.severity from finding_event e
    where e.client_id = ${clientId} and e.kind in ('opened', 'reopened') and e.at >= ${since}
      and exists (
        select from finding_event again
        where again.client_id = e.client_id and again.finding_id = e.finding_id
          and again.kind = 'reopened' and again.at >= ${since}
      )
    order by e.at
  `.execute(db as StoreHandle);
  return new Map(
    [...Map.groupBy(rows, ({ finding_id }) => finding_id)].map(([id, events]) => [
      id,
      events.map(({ at, severity }) => ({ at, severity })),
    ]),
  );
}
