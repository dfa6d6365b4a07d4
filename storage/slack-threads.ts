import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

/** Where one receiver's message about one episode of an alert stands. */
export interface ThreadName {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
  readonly receiver: string;
}

export async function saveThread(
  db: Kysely<Database>,
  name: ThreadName,
  place: { readonly channelId: string; readonly ts: string; readonly isDigest?: boolean },
): Promise<void> {
  const stands = { channel_id: place.channelId, ts: place.ts, is_digest: place.isDigest ?? false };
  await db
    .insertInto("slack_thread")
    .values({
      client_id: name.clientId,
      alert_id: name.alertId,
      episode: name.episode,
      receiver: name.receiver,
      ...stands,
    })
    .onConflict((conflict) => conflict.columns(["client_id", "alert_id", "episode", "receiver"]).doUpdateSet(stands))
    .execute();
}

export async function findThread(
  db: Kysely<Database>,
  name: ThreadName,
): Promise<{ readonly channelId: string; readonly ts: string; readonly isDigest: boolean } | null> {
  const row = await db
    .selectFrom("slack_thread")
    .select(["channel_id", "ts", "is_digest"])
    .where("client_id", "=", name.clientId)
    .where("alert_id", "=", name.alertId)
    .where("episode", "=", name.episode)
    .where("receiver", "=", name.receiver)
    .executeTakeFirst();
  return row === undefined ? null : { channelId: row.channel_id, ts: row.ts, isDigest: row.is_digest };
}

/** The message is gone from Slack. */
export async function forgetThread(db: Kysely<Database>, name: ThreadName): Promise<void> {
  await db
    .deleteFrom("slack_thread")
    .where("client_id", "=", name.clientId)
    .where("alert_id", "=", name.alertId)
    .where("episode", "=", name.episode)
    .where("receiver", "=", name.receiver)
    .execute();
}
