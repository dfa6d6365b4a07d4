import { sql, type Kysely } from "kysely";
import type { SaidDecision } from "../domain/alerting/say-decisions.ts";
import type { Database } from "./database.ts";
import type { FindingEventInsert } from "./findings.ts";

export type EventName = Pick<FindingEventInsert, "client_id" | "finding_id" | "event_no">;

/** Keeps of many events at once whether people were told of them, by which alert, and why or why not. */
export async function saveDecisions(
  db: Kysely<Database>,
  clientId: string,
  decisions: readonly { readonly event: EventName; readonly said: SaidDecision }[],
): Promise<void> {
  if (decisions.length === 0) return;
  const rows = decisions.map(({ event: { finding_id, event_no }, said: { decision, because, alertId } }) => ({
    finding_id,
    event_no,
    decision,
    because,
    alert_id: alertId,
  }));
  await sql`
    update finding_event e set decision = d.decision, because = d.because, alert_id = d.alert_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as d (finding_id text, event_no integer, decision text, because text, alert_id text)
    where e.client_id = ${clientId} and e.finding_id = d.finding_id and e.event_no = d.event_no
  `.execute(db);
}
