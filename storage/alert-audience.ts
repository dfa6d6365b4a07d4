import type { Kysely } from "kysely";
import { alertStateOf, type AlertRow } from "./alerts.ts";
import type { Database } from "./database.ts";

/** Whether a receiver is among those who are told of this episode: by its route, its ladder, or another way. */
export async function isAddressed(db: Kysely<Database>, row: AlertRow, receiver: string): Promise<boolean> {
  const { steps } = alertStateOf(row);
  if (row.receiver === receiver || steps.some(({ receivers }) => receivers.includes(receiver))) return true;
  const told = await db
    .selectFrom("outbox")
    .select("seq")
    .where("client_id", "=", row.client_id)
    .where("alert_id", "=", row.alert_id)
    .where("episode", "=", row.episode)
    .where("receiver", "=", receiver)
    .limit(1)
    .executeTakeFirst();
  return told !== undefined;
}

/**
 * The findings that the alert had told of at a revision, as they were then: what has come back, or got worse, since was
 * not shown. All of them where that is not kept.
 */
export async function toldAt(db: Kysely<Database>, row: AlertRow, revision: number): Promise<readonly string[]> {
  const { told } = alertStateOf(row);
  if (revision >= row.revision) return told;
  const later = await db
    .selectFrom("alert_event")
    .select(["finding_ids", "revision"])
    .where("client_id", "=", row.client_id)
    .where("alert_id", "=", row.alert_id)
    .where("episode", "=", row.episode)
    .execute();
  const until = new Set(later.filter((event) => event.revision <= revision).flatMap(({ finding_ids }) => finding_ids));
  const after = new Set(later.filter((event) => event.revision > revision).flatMap(({ finding_ids }) => finding_ids));
  const toldLater = await db
    .selectFrom("notice")
    .select("finding_id")
    .where("client_id", "=", row.client_id)
    .where("receiver", "=", row.receiver)
    .where("topic", "=", row.topic)
    .where("state", "!=", "over")
    .where("said_revision", ">", revision)
    .execute();
  const isLater = new Set(toldLater.map(({ finding_id }) => finding_id));
  return told.filter((id) => !isLater.has(id) && (until.has(id) || !after.has(id)));
}
