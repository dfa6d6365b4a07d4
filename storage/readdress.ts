import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import { placeOf } from "./channel-states.ts";

interface Reachable {
  readonly id: string;
  readonly name: string;
  readonly slack: string | null;
  readonly email: string | null;
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
    const address = receiver?.[row.channel];
    if (receiver === undefined || address === placeOf(row)) continue;
    const word = row.channel === "slack" ? "Slack channel" : "e-mail address";
    await db
      .updateTable("outbox")
      .set(
        address === null || address === undefined
          ? { state: "failed", because: `${receiver.name} has no ${word} in the config any more` }
          : { address: JSON.stringify({ [row.channel]: address }), not_before: null },
      )
      .where("client_id", "=", clientId)
      .where("receiver", "=", row.receiver)
      .where("channel", "=", row.channel)
      .where("state", "=", "pending")
      .where("act", "in", ["open", "mail"])
      .execute();
  }
}
