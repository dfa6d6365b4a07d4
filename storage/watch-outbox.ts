import { sql, type Kysely } from "kysely";
import type { OutboxFact } from "../domain/watch/facts.ts";
import { wholeChannel } from "./channel-states.ts";
import type { Database } from "./database.ts";

/** While messages of the same channel go out, the others wait for their turn. */
const movesWithinMs = 60_000;

/** Messages that wait though their channel is open, by client: the oldest of each channel. */
export async function waitingMessages(db: Kysely<Database>, now: Date): Promise<readonly OutboxFact[]> {
  const rows = await db
    .selectFrom("outbox")
    .select(["client_id", "channel"])
    .select(({ fn }) => [
      fn.countAll<number>().as("waiting"),
      fn.min(sql<Date>`coalesce(waiting_since, created_at)`).as("due_since"),
    ])
    .select(sql<string | null>`(array_agg(because order by seq) filter (where attempt > 0))[1]`.as("reason"))
    .where("state", "in", ["pending", "sending"])
    .where("diverted_at", "is", null)
    // What a barred channel holds is an alarm of its own.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("channel_state as bar")
            .select("bar.place")
            .whereRef("bar.client_id", "=", "outbox.client_id")
            .whereRef("bar.channel", "=", "outbox.channel")
            .where("bar.kind", "=", "barred")
            .where(sql<boolean>`bar.place in (${wholeChannel}, outbox.address ->> outbox.channel)`),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("outbox as gone")
            .select("gone.seq")
            .whereRef("gone.client_id", "=", "outbox.client_id")
            .whereRef("gone.channel", "=", "outbox.channel")
            .where("gone.state", "=", "sent")
            .where("gone.sent_at", ">", new Date(now.getTime() - movesWithinMs)),
        ),
      ),
    )
    .groupBy(["client_id", "channel"])
    .orderBy("client_id")
    .execute();
  const oldest = new Map<string, OutboxFact>();
  for (const { client_id: clientId, waiting, due_since: dueSince, reason } of rows) {
    const known = oldest.get(clientId);
    if (known === undefined || dueSince < known.dueSince) oldest.set(clientId, { clientId, dueSince, waiting, reason });
  }
  return [...oldest.values()];
}
