import { sql, type ExpressionBuilder, type Kysely } from "kysely";
import type { DeliverySettings } from "../domain/alerting/delivery-settings.ts";
import type { Database } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";

const held = ["pending", "sending", "failed"] as const;

/**
 * Messages that people would notice, about alerts that are open and severe, and that have waited for too long: the
 * oldest first. A failed one that a later message has taken the place of is none of them.
 */
export async function heldForLong(
  db: Kysely<Database>,
  clientId: string,
  after: DeliverySettings["otherWayAfterSeconds"],
  now: Date,
): Promise<readonly OutboxRow[]> {
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  const since = sql<Date>`coalesce(outbox.waiting_since, outbox.created_at)`;
  return db
    .selectFrom("outbox")
    .innerJoin("alert", (join) =>
      join
        .onRef("alert.client_id", "=", "outbox.client_id")
        .onRef("alert.alert_id", "=", "outbox.alert_id")
        .onRef("alert.episode", "=", "outbox.episode"),
    )
    .selectAll("outbox")
    .where("outbox.client_id", "=", clientId)
    .where((eb) => eb.or([eb("outbox.state", "in", held), eb.exists(heldDigest(eb))]))
    .where("outbox.act", "in", ["open", "mail", "reply"])
    .where("outbox.diverted_at", "is", null)
    .where("alert.status", "=", "open")
    .where((eb) => eb.or([eb("outbox.lease_until", "is", null), eb("outbox.lease_until", "<=", now)]))
    .where((eb) =>
      eb.or([
        eb.and([eb("alert.severity", "=", "critical"), eb(since, "<=", before(after.critical))]),
        eb.and([eb("alert.severity", "=", "high"), eb(since, "<=", before(after.high))]),
      ]),
    )
    .where((eb) =>
      eb
        .not(
          eb.exists(
            eb
              .selectFrom("outbox as later")
              .select("later.seq")
              .whereRef("later.client_id", "=", "outbox.client_id")
              .whereRef("later.alert_id", "=", "outbox.alert_id")
              .whereRef("later.episode", "=", "outbox.episode")
              .whereRef("later.receiver", "=", "outbox.receiver")
              .whereRef("later.channel", "=", "outbox.channel")
              .whereRef("later.seq", ">", "outbox.seq")
              .where("later.state", "in", ["pending", "sending", "sent"]),
          ),
        )
        .or("outbox.state", "!=", "failed"),
    )
    .orderBy("outbox.seq")
    .execute();
}

/** A message that a digest is to say waits for as long as that digest does. */
function heldDigest(eb: ExpressionBuilder<Database, "outbox">) {
  return eb
    .selectFrom("outbox as digest")
    .select("digest.seq")
    .whereRef("digest.client_id", "=", "outbox.client_id")
    .whereRef("digest.delivery_key", "=", "outbox.external_id")
    .whereRef("digest.seq", "!=", "outbox.seq")
    .where("digest.state", "in", held)
    .where("outbox.state", "=", "superseded");
}

/** Whether nothing has become of it since it was read. */
export async function isStillHeld(transaction: Kysely<Database>, row: OutboxRow): Promise<boolean> {
  const found = await transaction
    .selectFrom("outbox")
    .select("seq")
    .where("seq", "=", row.seq)
    .where((eb) => eb.or([eb("outbox.state", "in", held), eb.exists(heldDigest(eb))]))
    .where("diverted_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return found !== undefined;
}

/** It was said by another way. It goes on waiting for its own. */
export async function markDiverted(transaction: Kysely<Database>, row: OutboxRow, at: Date): Promise<void> {
  await transaction.updateTable("outbox").set({ diverted_at: at }).where("seq", "=", row.seq).execute();
}
