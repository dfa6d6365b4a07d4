import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";

/**
 * Puts edits of messages into the outbox that were sent, can be edited and named a person: of a conversation's first message
 * in its last state, unless an edit of it waits already, and of each answer below it.
 *
 * @param sent - Those messages, without the person.
 */
export async function redactSent(transaction: Kysely<Database>, sent: readonly OutboxRow[], at: Date): Promise<void> {
  const byConversation = Map.groupBy(
    sent.filter(({ message, external_id }) => message.kind === "alert" && external_id !== null),
    ({ alert_id, episode, receiver }) => JSON.stringify([alert_id, episode, receiver]),
  );
  for (const rows of byConversation.values()) {
    for (const row of rows) if (row.act === "reply") await redactOne(transaction, row, "redact-reply", at);
    const first = rows.filter(({ act }) => act === "open" || act === "update").at(-1);
    if (first !== undefined && !(await isEditedAnyway(transaction, first)))
      await redactOne(transaction, first, "redact", at);
  }
}

/** A later state of the same message waits to be sent, or was sent: it names nobody who was deleted. */
async function isEditedAnyway(transaction: Kysely<Database>, row: OutboxRow): Promise<boolean> {
  const later = await transaction
    .selectFrom("outbox")
    .select("seq")
    .where("client_id", "=", row.client_id)
    .where("alert_id", "=", row.alert_id)
    .where("episode", "=", row.episode)
    .where("receiver", "=", row.receiver)
    .where("channel", "=", row.channel)
    .where("act", "in", ["open", "update", "redact"])
    .where("state", "in", ["pending", "sending", "sent"])
    .where("seq", ">", row.seq)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

async function redactOne(
  transaction: Kysely<Database>,
  row: OutboxRow,
  act: "redact" | "redact-reply",
  at: Date,
): Promise<void> {
  const { client_id, alert_id, episode, revision, channel, receiver, address, message, external_id } = row;
  await transaction
    .insertInto("outbox")
    .values({
      client_id,
      // Each person that leaves a message is one edit of it.
      delivery_key: `${row.delivery_key}/${act}/${at.getTime()}`,
      alert_id,
      episode,
      revision,
      channel,
      act,
      receiver,
      address: JSON.stringify(address),
      message: JSON.stringify(message),
      state: "pending",
      because: "a contact that it named was deleted in HubSpot",
      created_at: at,
      waiting_since: at,
      // Which message is edited.
      external_id,
    })
    .onConflict((conflict) =>
      conflict.column("delivery_key").doUpdateSet({ message: JSON.stringify(message), state: "pending" }),
    )
    .execute();
}
