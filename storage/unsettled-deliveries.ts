import type { Kysely } from "kysely";
import { closureOf, closuresOf, type ChannelStateRow } from "./channel-states.ts";
import type { Database } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";

/** So long an unsent report is worth a look. */
const reportMattersForMs = 14 * 86_400_000;

export interface Unsettled {
  readonly row: OutboxRow;
  /** What keeps its way closed; null when the way is open. */
  readonly closure: ChannelStateRow | null;
  /**
   * Whether anybody still has to care: a failed message about what is over by now, that a later one said, or that went
   * out another way, is only history.
   */
  readonly matters: boolean;
}

/** Every message of a client that is neither sent nor done with, the oldest first. */
export async function unsettledDeliveries(
  db: Kysely<Database>,
  clientId: string,
  now: Date,
): Promise<readonly Unsettled[]> {
  const rows = await db
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("state", "in", ["pending", "sending", "failed"])
    .orderBy("seq")
    .execute();
  if (rows.length === 0) return [];
  const closures = await closuresOf(db, clientId);
  const unsettled: Unsettled[] = [];
  for (const row of rows) {
    const closure = row.state === "failed" ? null : (closureOf(closures, row) ?? null);
    unsettled.push({ row, closure, matters: row.state !== "failed" || (await stillMatters(db, row, now)) });
  }
  return unsettled;
}

/** Whether a failed message is still worth saying. */
export async function stillMatters(db: Kysely<Database>, row: OutboxRow, now: Date): Promise<boolean> {
  if (row.diverted_at !== null) return false;
  switch (row.message.kind) {
    case "drill":
      return false;
    case "graduated":
    case "restored":
    case "weekly-report":
      return row.created_at.getTime() > now.getTime() - reportMattersForMs;
    case "digest":
      return isAnyOpen(
        db,
        row.client_id,
        row.message.alerts.map(({ alertId }) => alertId),
      );
    case "alert":
      return (
        row.alert_id !== null &&
        (await isAnyOpen(db, row.client_id, [row.alert_id], row.episode)) &&
        !(await isSaidLater(db, row))
      );
  }
}

async function isAnyOpen(
  db: Kysely<Database>,
  clientId: string,
  alertIds: readonly string[],
  episode: number | null = null,
): Promise<boolean> {
  if (alertIds.length === 0) return false;
  const open = await db
    .selectFrom("alert")
    .select("episode")
    .where("client_id", "=", clientId)
    .where("alert_id", "in", alertIds)
    .where("status", "!=", "resolved")
    .execute();
  return open.some((alert) => episode === null || alert.episode === episode);
}

async function isSaidLater(db: Kysely<Database>, row: OutboxRow): Promise<boolean> {
  const later = await db
    .selectFrom("outbox")
    .select("seq")
    .where("client_id", "=", row.client_id)
    .where("alert_id", "=", row.alert_id)
    .where("episode", "=", row.episode)
    .where("receiver", "=", row.receiver)
    .where("channel", "=", row.channel)
    .where("seq", ">", row.seq)
    .where("state", "in", ["pending", "sending", "sent"])
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}
