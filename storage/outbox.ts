import type { Kysely, Selectable } from "kysely";
import type { Address, Database, DeliveryAct, OutboxMessage, OutboxTable } from "./database.ts";
import { conversationOf, hasBegun } from "./renew-unsent.ts";

export type OutboxRow = Selectable<OutboxTable>;

/** One message on one channel to one receiver, to be written in the transaction that changes the state behind it. */
export interface Delivery {
  readonly clientId: string;
  readonly alertId: string | null;
  readonly episode: number | null;
  readonly revision: number | null;
  readonly channel: "slack" | "email";
  readonly act: DeliveryAct;
  readonly receiver: string;
  readonly address: Address;
  readonly message: OutboxMessage;
  readonly because: string;
  /** The delivery key of the message that this one says by another way. */
  readonly divertedFrom?: string;
}

/** What a delivery is sent once under. */
export function deliveryKey(delivery: Delivery): string {
  return `${delivery.clientId}/${aboutOf(delivery)}/${delivery.receiver}/${delivery.channel}/${delivery.act}${delivery.divertedFrom === undefined ? "" : "/instead"}`;
}

function aboutOf({ message, alertId, episode, revision }: Delivery): string {
  if (message.kind === "alert") return `${alertId}/${episode}/${revision}`;
  return `${message.kind}/${message.kind === "restored" ? message.until : message.period}`;
}

export interface EnqueueOptions {
  /** Only edits of messages that were sent: nobody is to hear anything. */
  readonly onlyEdits?: boolean;
}

/**
 * Puts deliveries into the outbox. A later revision supersedes edits and e-mails that were not sent yet, and a first
 * message that was not sent yet is replaced whole, so that nobody is told twice what one message can say.
 */
export async function enqueue(
  transaction: Kysely<Database>,
  deliveries: readonly Delivery[],
  now: Date,
  { onlyEdits = false }: EnqueueOptions = {},
): Promise<void> {
  for (const delivery of deliveries) {
    if (onlyEdits && !(await isEdit(transaction, delivery))) continue;
    const first = { act: delivery.act, waitingSince: now };
    const left = delivery.alertId === null ? first : await supersede(transaction, delivery, now);
    if (left === null) continue;
    const { act, waitingSince } = left;
    await transaction
      .insertInto("outbox")
      .values({
        client_id: delivery.clientId,
        delivery_key: deliveryKey({ ...delivery, act }),
        alert_id: delivery.alertId,
        episode: delivery.episode,
        revision: delivery.revision,
        channel: delivery.channel,
        act,
        receiver: delivery.receiver,
        address: JSON.stringify(delivery.address),
        message: JSON.stringify(delivery.message),
        state: "pending",
        because: delivery.because,
        lease_until: null,
        not_before: null,
        created_at: now,
        sent_at: null,
        external_id: null,
        waiting_since: waitingSince,
        diverted_from: delivery.divertedFrom ?? null,
      })
      .onConflict((conflict) => conflict.column("delivery_key").doNothing())
      .execute();
  }
}

/**
 * The act that is left to do once older unsent messages are out of the way; null when there is nothing left to say.
 *
 * Before a conversation has begun, whatever comes becomes its first message, and an end is not worth one: nobody heard
 * the beginning.
 */
async function supersede(
  transaction: Kysely<Database>,
  delivery: Delivery,
  now: Date,
): Promise<{ readonly act: DeliveryAct; readonly waitingSince: Date } | null> {
  const conversation = await conversationOf(transaction, nameOf(delivery));
  const isBegun = hasBegun(conversation);
  const stale = conversation.filter(
    ({ act, state, revision }) =>
      state === "pending" && revision! < delivery.revision! && (!isBegun || act === "update" || act === "mail"),
  );
  if (stale.length > 0) {
    await transaction
      .updateTable("outbox")
      .set({ state: "superseded", because: `revision ${delivery.revision} says it better` })
      .where(
        "seq",
        "in",
        stale.map(({ seq }) => seq),
      )
      // One that a sender has taken meanwhile may arrive.
      .where("state", "=", "pending")
      .execute();
  }
  const act = actOf(delivery, isBegun);
  const waits = stale.map(({ waiting_since, created_at }) => (waiting_since ?? created_at).getTime());
  return act === null ? null : { act, waitingSince: new Date(Math.min(now.getTime(), ...waits)) };
}

async function isEdit(transaction: Kysely<Database>, delivery: Delivery): Promise<boolean> {
  return delivery.act === "update" && hasBegun(await conversationOf(transaction, nameOf(delivery)));
}

function nameOf({ clientId, alertId, episode, receiver, channel }: Delivery) {
  return { client_id: clientId, alert_id: alertId, episode, receiver, channel };
}

function actOf(delivery: Delivery, isBegun: boolean): DeliveryAct | null {
  // Whoever has a message already gets an answer to it instead of a second one.
  if (isBegun) return delivery.act === "open" ? "reply" : delivery.act;
  const isOver = delivery.message.kind === "alert" && delivery.message.alert.status === "resolved";
  if (isOver || delivery.act === "reply") return null;
  return delivery.act === "update" ? "open" : delivery.act;
}
