import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";

/** What a person may do with a message that has not gone out. */

export async function findDelivery(db: Kysely<Database>, key: string): Promise<OutboxRow | null> {
  const row = await db.selectFrom("outbox").selectAll().where("delivery_key", "=", key).executeTakeFirst();
  return row ?? null;
}

/** Lets it be tried at once. One that may have arrived stays so: it is looked for first. */
export async function retryRow(transaction: Kysely<Database>, row: OutboxRow): Promise<void> {
  await transaction
    .updateTable("outbox")
    .set({ not_before: null, ...(row.state === "failed" && { state: "pending", attempt: 0, tried_at: null }) })
    .where("seq", "=", row.seq)
    .where("state", "in", ["pending", "sending", "failed"])
    .execute();
}

/** False when it was sent meanwhile, or is not to be sent anyway. */
export async function dismissRow(
  transaction: Kysely<Database>,
  row: OutboxRow,
  by: string,
  reason: string,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable("outbox")
    .set({ state: "dismissed", dismissed_by: by, because: `${by} dismissed it: ${reason}`, lease_until: null })
    .where("seq", "=", row.seq)
    .where("state", "in", ["pending", "sending", "failed"])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
