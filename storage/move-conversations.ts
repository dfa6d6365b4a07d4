import type { Kysely } from "kysely";
import type { AlertName } from "./alerts.ts";
import type { Database } from "./database.ts";

export interface EpisodeName extends AlertName {
  readonly episode: number;
}

/**
 * Lets receivers' conversations about one alert go on under another one of the same client: edits reach the same
 * message.
 */
export async function moveConversations(
  transaction: Kysely<Database>,
  from: EpisodeName,
  to: EpisodeName,
  receivers: readonly string[],
): Promise<void> {
  if (receivers.length === 0) return;
  const place = { alert_id: to.alertId, episode: to.episode };
  await transaction
    .updateTable("outbox")
    // Older than whatever the other alert says, so that it can take the place of what was not sent yet.
    .set({ ...place, revision: 0 })
    .where("client_id", "=", from.clientId)
    .where("alert_id", "=", from.alertId)
    .where("episode", "=", from.episode)
    .where("receiver", "in", receivers)
    .execute();
  await transaction
    .updateTable("slack_thread")
    .set(place)
    .where("client_id", "=", from.clientId)
    .where("alert_id", "=", from.alertId)
    .where("episode", "=", from.episode)
    .where("receiver", "in", receivers)
    .execute();
}
