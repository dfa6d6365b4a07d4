import { addressOn, placeOn, traitsOf, type Places } from "../domain/alerting/channels.ts";
import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import { placeOf } from "./channel-states.ts";

interface Reachable extends Places {
  readonly id: string;
  readonly name: string;
}

/**
 * Messages that wait go to where their receiver is now: a corrected address holds for what it kept waiting. One whose
 * receiver has no such channel any more cannot go out this way, and says so.
 */
export async function readdress(
  db: Kysely<Database>,
  clientId: string,
  receivers: readonly Reachable[],
): Promise<void> {
  const waiting = await db
    .selectFrom("outbox")
    .select(["receiver", "channel", "address"])
    .distinct()
    .where("client_id", "=", clientId)
    .where("state", "=", "pending")
    .where("act", "in", ["open", "mail"])
    .execute();
  for (const row of waiting) {
    const receiver = receivers.find(({ id }) => id === row.receiver);
    if (receiver === undefined) continue;
    const place = placeOn(receiver, row.channel);
    if (place === placeOf(row)) continue;
    await db
      .updateTable("outbox")
      .set(
        place === null
          ? {
              state: "failed",
              because: `${receiver.name} has no ${traitsOf(row.channel).placeWord} in the config any more`,
            }
          : { address: JSON.stringify(addressOn(row.channel, place)), not_before: null },
      )
      .where("client_id", "=", clientId)
      .where("receiver", "=", row.receiver)
      .where("channel", "=", row.channel)
      .where("state", "=", "pending")
      .where("act", "in", ["open", "mail"])
      .execute();
  }
}
