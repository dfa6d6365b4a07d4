import type { Kysely, Selectable } from "kysely";
import type { Address, Database, DeliveryAct, OutboxMessage, OutboxTable } from "./database.ts";

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
}

/** What a delivery is sent once under. */
export function deliveryKey(delivery: Delivery): string {
  const about =
    delivery.message.kind === "alert"
      ? `${delivery.alertId}/${delivery.episode}/${delivery.revision}`
      : `${delivery.message.kind}/${delivery.message.period}`;
  return `${delivery.clientId}/${about}/${delivery.receiver}/${delivery.channel}/${delivery.act}`;
}

/**
 * Puts deliveries into the outbox. A later revision supersedes edits and e-mails that were not sent yet, and a first
 * message that was not sent yet is replaced whole, so that nobody is told twice what one message can say.
 */
export async function enqueue(transaction: Kysely<Database>, deliveries: readonly Delivery[], now: Date): Promise<void> {
  for (const delivery of deliveries) {
    const act = delivery.alertId === null ? delivery.act : await supersede(transaction, delivery);
    if (act === null) continue;
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
      })
      .onConflict((conflict) => conflict.column("delivery_key").doNothing())
      .execute();
  }
}

/**
 * The act that is left to do once older unsent messages are out of the way; null when there is nothing left to say.
 *
 * A conversation has begun when its first message was sent, or may have been. Before that, whatever comes becomes the
 * first message, and an end is not worth one: nobody heard the beginning.
 */
async function supersede(transaction: Kysely<Database>, delivery: Delivery): Promise<DeliveryAct | null> {
  const conversation = await transaction
    .selectFrom("outbox")
    .select(["seq", "act", "state", "attempt", "revision"])
    .where("client_id", "=", delivery.clientId)
    .where("alert_id", "=", delivery.alertId)
    .where("episode", "=", delivery.episode)
    .where("receiver", "=", delivery.receiver)
    .where("channel", "=", delivery.channel)
    .execute();
  const hasBegun = conversation.some(
    ({ act, state, attempt }) =>
      (act === "open" || act === "mail") && (state === "sent" || state === "sending" || (state === "pending" && attempt > 0)),
  );
  const stale = conversation.filter(
    ({ act, state, attempt, revision }) =>
      state === "pending" && attempt === 0 && revision! < delivery.revision! && (!hasBegun || act === "update" || act === "mail"),
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
      .execute();
  }
  // Whoever has a message already gets an answer to it instead of a second one.
  if (hasBegun) return delivery.act === "open" ? "reply" : delivery.act;
  const isOver = delivery.message.kind === "alert" && delivery.message.alert.status === "resolved";
  if (isOver || delivery.act === "reply") return null;
  return delivery.act === "update" ? "open" : delivery.act;
}

/** As long as one attempt may take. After that its end is unknown. */
const leaseMs = 30_000;

/** Each conversation's oldest message that is not settled: only that one may be tried, so that nothing is overtaken. */
function headsOf(db: Kysely<Database>, clientId: string) {
  return db
    .selectFrom("outbox")
    .where("client_id", "=", clientId)
    .where("state", "in", ["pending", "sending"])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("outbox as earlier")
            .select("earlier.seq")
            .where("earlier.client_id", "=", clientId)
            .where("earlier.state", "in", ["pending", "sending"])
            .whereRef("earlier.alert_id", "=", "outbox.alert_id")
            .whereRef("earlier.receiver", "=", "outbox.receiver")
            .whereRef("earlier.channel", "=", "outbox.channel")
            .whereRef("earlier.seq", "<", "outbox.seq"),
        ),
      ),
    );
}

/**
 * Takes the client's next message. The messages of one alert to one receiver on one channel go out in order: a later
 * one waits for an earlier one that may still be tried again. Others do not wait for it.
 *
 * @returns The row and whether an earlier attempt ended without a word, so that the channel has to look first; null
 *   when nothing is due.
 */
export async function claimNext(
  db: Kysely<Database>,
  clientId: string,
  now: Date,
): Promise<{ readonly row: OutboxRow; readonly isUncertain: boolean } | null> {
  return db.transaction().execute(async (transaction) => {
    const row = await headsOf(transaction, clientId)
      .selectAll()
      .where(({ eb }) => eb.or([eb("not_before", "is", null), eb("not_before", "<=", now)]))
      .where(({ eb }) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<=", now)]))
      .orderBy("seq")
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return null;
    await transaction
      .updateTable("outbox")
      .set({ state: "sending", attempt: row.attempt + 1, lease_until: new Date(now.getTime() + leaseMs) })
      .where("seq", "=", row.seq)
      .execute();
    return { row, isUncertain: row.state === "sending" };
  });
}

export async function confirmSent(db: Kysely<Database>, row: OutboxRow, externalId: string | null, at: Date): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ state: "sent", sent_at: at, external_id: externalId, lease_until: null })
    .where("seq", "=", row.seq)
    .execute();
}

/** The attempt certainly reached nobody: it is tried again at `notBefore`. */
export async function releaseUntil(db: Kysely<Database>, row: OutboxRow, notBefore: Date, because: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ state: "pending", lease_until: null, not_before: notBefore, because })
    .where("seq", "=", row.seq)
    .execute();
}

/**
 * The channel let no message in, so this was no attempt: until it is open again, whatever is newer may still take the
 * message's place, and what is over by then is never said.
 */
export async function standAside(db: Kysely<Database>, row: OutboxRow, notBefore: Date, because: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ state: "pending", attempt: row.attempt, lease_until: null, not_before: notBefore, because })
    .where("seq", "=", row.seq)
    .execute();
}

/** Nobody can say whether the attempt arrived: the next one looks first. */
export async function leaveUncertain(db: Kysely<Database>, row: OutboxRow, notBefore: Date, because: string): Promise<void> {
  await db.updateTable("outbox").set({ lease_until: null, not_before: notBefore, because }).where("seq", "=", row.seq).execute();
}

export async function giveUp(db: Kysely<Database>, row: OutboxRow, because: string): Promise<void> {
  await db.updateTable("outbox").set({ state: "failed", lease_until: null, because }).where("seq", "=", row.seq).execute();
}

/** Clients that have something to send, with the instant from which it may be tried. */
export async function waitingDeliveries(
  db: Kysely<Database>,
): Promise<readonly { readonly clientId: string; readonly dueAt: Date | null }[]> {
  const rows = await db
    .selectFrom("outbox")
    .select(["client_id", ({ fn }) => fn.min("not_before").as("due_at")])
    .where("state", "in", ["pending", "sending"])
    .groupBy("client_id")
    .execute();
  return rows.map(({ client_id, due_at }) => ({ clientId: client_id, dueAt: due_at }));
}

/** When this client's next message may be tried; null when there is none. An instant in the past means now. */
export async function nextDueAt(db: Kysely<Database>, clientId: string, now: Date): Promise<Date | null> {
  const rows = await headsOf(db, clientId).select(["not_before", "lease_until"]).execute();
  if (rows.length === 0) return null;
  const dueMs = rows.map(({ not_before, lease_until }) =>
    Math.max(not_before?.getTime() ?? 0, lease_until?.getTime() ?? 0, now.getTime()),
  );
  return new Date(Math.min(...dueMs));
}
