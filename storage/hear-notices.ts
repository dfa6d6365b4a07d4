import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";

/** A message that was confirmed: its receiver has heard what stood in it, the end of what was over by then too. */
export async function noteHeard(db: Kysely<Database>, row: OutboxRow, at: Date): Promise<void> {
  if (row.message.kind !== "alert" || row.alert_id === null || row.revision === null) return;
  await sql`
    update notice set heard_severity = said_severity, heard_revision = ${row.revision}, heard_at = ${at},
      heard_state = case when state = 'over' then 'over' else 'open' end
    where client_id = ${row.client_id} and receiver = ${row.receiver} and receiver || '.' || topic = ${row.alert_id}
      and said_revision <= ${row.revision} and (state <> 'over' or heard_state is distinct from 'over')
  `.execute(db);
}

const askAgainMs = 3_600_000;

/**
 * A message that will not be taken: what it was to tell for the first time was not heard, so it is held, and told again
 * after an hour.
 */
export async function noteRefused(db: Kysely<Database>, row: OutboxRow, because: string, at: Date): Promise<void> {
  if (row.message.kind !== "alert" || row.alert_id === null || row.act === "update") return;
  await sql`
    update notice set state = 'held', stage = 'decide', because = ${`its message was refused: ${because}`},
      until_at = ${new Date(at.getTime() + askAgainMs)}, said_severity = null, said_revision = null, said_at = null,
      changed_at = ${at}
    where client_id = ${row.client_id} and receiver = ${row.receiver} and receiver || '.' || topic = ${row.alert_id}
      and said_revision = ${row.revision} and heard_at is null and state <> 'over'
      and not exists (
        -- Another channel of the receiver says the same.
        select from outbox o where o.client_id = ${row.client_id} and o.alert_id = ${row.alert_id}
          and o.receiver = ${row.receiver} and o.revision = ${row.revision} and o.seq <> ${row.seq}
          and o.channel <> ${row.channel} and o.state in ('pending', 'sending', 'sent')
      )
  `.execute(db);
}
