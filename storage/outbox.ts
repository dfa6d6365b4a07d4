import type { ChannelId } from "../domain/alerting/channels.ts";
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
  readonly channel: ChannelId;
  readonly act: DeliveryAct;
  readonly receiver: string;
  readonly address: Address;
  readonly message: OutboxMessage;
  readonly because: string;
  /** The delivery key of the message that this one says by another way. */
  readonly divertedFrom?: string;
  /** It waits until so long after the last message of its conversation, ms. */
  readonly notWithinMs?: number;
  /** It is no news: it only takes the place of one that waits to be sent. */
  readonly onlyInstead?: true;
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
    const first = { act: delivery.act, waitingSince: now, notBefore: null };
    const left = delivery.alertId === null ? first : await supersede(transaction, delivery, now);
    if (left === null) continue;
    const { act, waitingSince, notBefore } = left;
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
        not_before: notBefore,
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
): Promise<{ readonly act: DeliveryAct; readonly waitingSince: Date; readonly notBefore: Date | null } | null> {
  const conversation = await conversationOf(transaction, nameOf(delivery));
  if (delivery.onlyInstead === true && !conversation.some(({ act, state }) => act === "mail" && state === "pending"))
    return null;
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
  if (act === null) return null;
  const notBefore = waitsUntil(delivery, conversation, stale, now);
  // What waits for its hour is not held by anything.
  const waitingSince = notBefore ?? new Date(Math.min(now.getTime(), ...waits));
  return { act, waitingSince, notBefore };
}

/** Until when an addition waits, so that they come no more often than asked; null when it may go at once. */
function waitsUntil(
  { notWithinMs, onlyInstead }: Delivery,
  conversation: readonly OutboxRow[],
  stale: readonly OutboxRow[],
  now: Date,
): Date | null {
  const planned = stale.map(({ not_before }) => not_before).find((at) => at !== null) ?? null;
  if (onlyInstead === true) return planned;
  if (notWithinMs === undefined) return null;
  const last = Math.max(0, ...conversation.map(({ sent_at }) => sent_at?.getTime() ?? 0));
  const next = new Date(last + notWithinMs);
  return next > now ? next : null;
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
