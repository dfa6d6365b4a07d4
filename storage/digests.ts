import type { Kysely } from "kysely";
import type { AlertMessage } from "../domain/alerting/alert.ts";
import { traitsOf, type ChannelId } from "../domain/alerting/channels.ts";
import type { Database, DigestedAlert } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";
import { saveThread } from "./slack-threads.ts";

/** Messages about alerts that people would notice and that are not known to be sent, oldest first. Edits are silent. */
export async function waitingLoudMessages(db: Kysely<Database>, clientId: string): Promise<readonly OutboxRow[]> {
  const rows = await db
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("state", "in", ["pending", "sending"])
    .where("alert_id", "is not", null)
    .where("act", "in", ["open", "mail", "reply"])
    .orderBy("seq")
    .execute();
  return rows.filter(({ message }) => message.kind === "alert");
}

/** Digests that were put together and have certainly not been sent. */
export async function waitingDigests(db: Kysely<Database>, clientId: string): Promise<readonly OutboxRow[]> {
  const rows = await db
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("state", "=", "pending")
    .where("alert_id", "is", null)
    .orderBy("seq")
    .execute();
  return rows.filter(({ message }) => message.kind === "digest");
}

export interface Backlog {
  readonly clientId: string;
  readonly channel: ChannelId;
  readonly receiver: string;
  readonly rows: readonly OutboxRow[];
  /** One that waits already: the new one says that too. */
  readonly digest: OutboxRow | null;
}

/** Puts one digest in the place of messages that wait. */
export async function enqueueDigest(db: Kysely<Database>, backlog: Backlog, now: Date): Promise<void> {
  const { clientId, channel, receiver, rows, digest } = backlog;
  const alerts = new Map<string, DigestedAlert>();
  const before = digest?.message.kind === "digest" ? digest.message.alerts : [];
  for (const one of before) alerts.set(`${one.alertId}/${one.episode}`, one);
  for (const { alert_id, episode } of rows)
    alerts.set(`${alert_id}/${episode}`, { alertId: alert_id!, episode: episode! });
  const period = now.toISOString();
  const act = traitsOf(channel).canEdit ? "open" : "mail";
  const key = `${clientId}/digest/${period}/${receiver}/${channel}/${act}`;
  await db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("outbox")
      .set({ state: "superseded", because: "a digest of what waited says it", external_id: key })
      .where(
        "seq",
        "in",
        rows.map(({ seq }) => seq),
      )
      .where("state", "=", "pending")
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    if (digest !== null) await joinDigest(transaction, digest, key);
    const oldest = [...rows, ...(digest === null ? [] : [digest])].map(({ waiting_since, created_at }) =>
      (waiting_since ?? created_at).getTime(),
    );
    await transaction
      .insertInto("outbox")
      .values({
        client_id: clientId,
        delivery_key: key,
        alert_id: null,
        episode: null,
        revision: null,
        channel,
        act,
        receiver,
        address: JSON.stringify(rows.at(-1)!.address),
        message: JSON.stringify({ kind: "digest", period, alerts: [...alerts.values()] }),
        state: "pending",
        because: "more messages waited than people read one by one",
        lease_until: null,
        not_before: null,
        created_at: now,
        sent_at: null,
        external_id: null,
        waiting_since: new Date(Math.min(...oldest)),
      })
      .onConflict((conflict) => conflict.column("delivery_key").doNothing())
      .execute();
  });
}

/** What one digest was to say, another one says. */
async function joinDigest(transaction: Kysely<Database>, digest: OutboxRow, key: string): Promise<void> {
  const gone = { state: "superseded", because: "a newer digest says it", external_id: key } as const;
  await transaction.updateTable("outbox").set(gone).where("seq", "=", digest.seq).execute();
  await transaction
    .updateTable("outbox")
    .set({ external_id: key })
    .where("client_id", "=", digest.client_id)
    .where("external_id", "=", digest.delivery_key)
    .execute();
}

/** The newest that was written about an alert, to whomever. */
export async function latestMessageAbout(
  db: Kysely<Database>,
  of: { readonly clientId: string; readonly alertId: string; readonly episode: number },
): Promise<AlertMessage | null> {
  const row = await db
    .selectFrom("outbox")
    .select("message")
    .where("client_id", "=", of.clientId)
    .where("alert_id", "=", of.alertId)
    .where("episode", "=", of.episode)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.message.kind === "alert" ? row.message.alert : null;
}

/** The digest was sent: the conversations about its alerts have begun with it. */
export async function settleDigested(
  db: Kysely<Database>,
  digest: OutboxRow,
  alertIds: readonly string[],
  place: { readonly channelId: string; readonly ts: string } | null,
  at: Date,
): Promise<void> {
  if (digest.message.kind !== "digest") return;
  for (const { alertId, episode } of digest.message.alerts.filter((one) => alertIds.includes(one.alertId))) {
    const told = await db
      .selectFrom("outbox")
      .select("seq")
      .where("client_id", "=", digest.client_id)
      .where("alert_id", "=", alertId)
      .where("episode", "=", episode)
      .where("receiver", "=", digest.receiver)
      .where("channel", "=", digest.channel)
      .where("act", "in", ["open", "mail"])
      .where((eb) => eb.or([eb("external_id", "=", digest.delivery_key), eb("state", "=", "pending")]))
      .orderBy("seq")
      .execute();
    if (told.length === 0) continue;
    const set = {
      state: "sent",
      sent_at: at,
      because: "told in a digest of what waited",
      external_id: digest.delivery_key,
    } as const;
    await db
      .updateTable("outbox")
      .set(set)
      .where(
        "seq",
        "in",
        told.map(({ seq }) => seq),
      )
      .execute();
    const name = { clientId: digest.client_id, alertId, episode, receiver: digest.receiver };
    if (place !== null) await saveThread(db, name, { ...place, isDigest: true });
  }
}
