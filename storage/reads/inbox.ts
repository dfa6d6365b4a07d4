import { sql } from "kysely";
import type { Severity } from "../../domain/findings/severity.ts";
import type { AlertRow } from "../alerts.ts";
import type { StoreHandle, StoreReader } from "../database.ts";

/** Alerts of a client that are not over, the latest change first. */
export async function readUnresolvedAlerts(db: StoreReader, clientId: string): Promise<readonly AlertRow[]> {
  return db
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("status", "!=", "resolved")
    .orderBy("updated_at", "desc")
    .orderBy("alert_id")
    .execute();
}

/** Open findings of which a receiver is not told now: how many, by the stage that holds them. */
export interface HeldCount {
  readonly stage: string;
  readonly findings: number;
  readonly worst: Severity;
}

export async function countHeld(db: StoreReader, clientId: string): Promise<readonly HeldCount[]> {
  const { rows } = await sql<{ stage: string; findings: number; worst: Severity }>`
    select n.stage, count(distinct n.finding_id)::int as findings,
      (array_agg(f.severity order by array_position(array['low', 'medium', 'high', 'critical'], f.severity) desc))[1] as worst
    from notice n
    join finding f on f.client_id = n.client_id and f.finding_id = n.finding_id and f.episode = n.episode
    where n.client_id = ${clientId} and n.state = 'held' and f.status = 'open'
    group by n.stage order by n.stage
  `.execute(db as StoreHandle);
  return rows;
}
