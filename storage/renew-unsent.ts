import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";

/** A first message: in Slack the one that is edited later, by e-mail any. */
const begins = (act: OutboxRow["act"]) => act === "open" || act === "mail";

/** All that one receiver was or will be told of one episode of an alert on one channel, oldest first. */
export async function conversationOf(
  db: Kysely<Database>,
  of: Pick<OutboxRow, "client_id" | "alert_id" | "episode" | "receiver" | "channel">,
): Promise<readonly OutboxRow[]> {
  return db
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", of.client_id)
    .where("alert_id", "=", of.alert_id)
    .where("episode", "=", of.episode)
    .where("receiver", "=", of.receiver)
    .where("channel", "=", of.channel)
    .orderBy("seq")
    .execute();
}

/** A conversation has begun when its first message was sent, or may have been. What is pending has certainly not. */
export function hasBegun(conversation: readonly Pick<OutboxRow, "act" | "state">[]): boolean {
  return conversation.some(({ act, state }) => begins(act) && (state === "sent" || state === "sending"));
}

/** Whether something came after this message that says more than it. */
export async function hasNewer(db: Kysely<Database>, row: OutboxRow): Promise<boolean> {
  if (row.alert_id === null) return false;
  const conversation = await conversationOf(db, row);
  return conversation.some(({ seq, state }) => seq > row.seq && (state === "pending" || state === "sent"));
}

/**
 * A first message that was certainly not sent gives way to what came after it: the newest says it all, and when all is
 * over by now there is nothing to say.
 */
export async function renewUnsent(transaction: Kysely<Database>, row: OutboxRow): Promise<void> {
  if (row.alert_id === null || !begins(row.act)) return;
  const conversation = await conversationOf(transaction, row);
  if (hasBegun(conversation)) return;
  const waiting = conversation.filter(({ state }) => state === "pending");
  // An answer below a message that was never sent has no place; what it says stands in the newest state.
  const newest = waiting.filter(({ act }) => act !== "reply").at(-1);
  if (newest === undefined || newest.seq === row.seq) return;
  const isOver = newest.message.kind === "alert" && newest.message.alert.status === "resolved";
  const stale = waiting.filter(({ seq }) => isOver || seq !== newest.seq).map(({ seq }) => seq);
  await transaction
    .updateTable("outbox")
    .set({
      state: "superseded",
      because: isOver ? "it was over before it could be told" : `revision ${newest.revision} says it better`,
    })
    .where("seq", "in", stale)
    .execute();
  if (isOver) return;
  await transaction
    .updateTable("outbox")
    .set({
      act: newest.act === "update" ? "open" : newest.act,
      waiting_since: row.waiting_since ?? row.created_at,
      not_before: row.not_before,
    })
    .where("seq", "=", newest.seq)
    .execute();
}
