import { sql, type Kysely } from "kysely";
import { bumpRecords } from "../change-numbers.ts";
import type { Database } from "../database.ts";

/**
 * Gives the hands of one record to another, as a merge does. Their ids stay. What both raised by one way in one second
 * is one hand: the other's own.
 */
export async function moveHands(
  db: Kysely<Database>,
  clientId: string,
  fromContactId: string,
  toContactId: string,
): Promise<void> {
  await sql`
    with twice as (
      delete from hand h using hand kept
      where h.client_id = ${clientId} and h.contact_id = ${fromContactId}
        and kept.client_id = h.client_id and kept.contact_id = ${toContactId} and kept.how = h.how
        and date_trunc('second', kept.raised_at) = date_trunc('second', h.raised_at)
      returning h.hand_id
    )
    delete from hand_turn t using twice where t.client_id = ${clientId} and t.hand_id = twice.hand_id
  `.execute(db);
  await db
    .updateTable("hand")
    .set({ contact_id: toContactId })
    .where("client_id", "=", clientId)
    .where("contact_id", "=", fromContactId)
    .execute();
  await bumpRecords(db, clientId, "contact", [fromContactId, toContactId]);
}

/**
 * Takes everything of a person out of their hands: what is left counts in past weeks and names nobody. A clock that
 * runs is closed.
 */
export async function forgetHandsOf(
  db: Kysely<Database>,
  clientId: string,
  contactIds: readonly string[],
  asOf: Date,
): Promise<void> {
  if (contactIds.length === 0) return;
  await sql`
    with closed as (
      update hand set state = 'closed', ended_at = ${asOf}
      where client_id = ${clientId} and contact_id in (${sql.join(contactIds)}) and state = 'waiting'
      returning hand_id, hours_of
    )
    insert into hand_turn (client_id, hand_id, seen_at, state, ended_at, hours_of)
    select ${clientId}, hand_id, ${asOf}::timestamptz, 'closed', ${asOf}::timestamptz, hours_of from closed
    on conflict (client_id, hand_id, seen_at) do update set state = excluded.state, ended_at = excluded.ended_at
  `.execute(db);
  await db
    .updateTable("hand")
    .set({ contact_id: null, label: null, source_id: null, answer_id: null })
    .where("client_id", "=", clientId)
    .where("contact_id", "in", contactIds)
    .execute();
  await bumpRecords(db, clientId, "contact", contactIds);
}
