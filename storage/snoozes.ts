import type { Kysely } from "kysely";
import type { Snooze } from "../domain/alerting/snooze.ts";
import type { Database, StoreReader } from "./database.ts";

const dayMs = 86_400_000;

/** What the receivers of a client have snoozed; for a day after its end, so that they are asked. */
export async function snoozesOf(db: StoreReader, clientId: string, now: Date): Promise<readonly Snooze[]> {
  const rows = await db
    .selectFrom("snooze")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("until", ">", new Date(now.getTime() - dayMs))
    .orderBy("finding_id")
    .orderBy("receiver")
    .execute();
  return rows.map((row) => ({
    findingId: row.finding_id,
    episode: row.episode,
    receiver: row.receiver,
    severity: row.severity,
    byWhom: row.by_whom,
    until: row.until,
  }));
}

/** A later snooze of the same episode takes the place of an earlier one. */
export async function putSnoozes(
  transaction: Kysely<Database>,
  clientId: string,
  snoozes: readonly Snooze[],
  at: Date,
): Promise<void> {
  if (snoozes.length === 0) return;
  await transaction
    .insertInto("snooze")
    .values(
      snoozes.map((one) => ({
        client_id: clientId,
        finding_id: one.findingId,
        episode: one.episode,
        receiver: one.receiver,
        severity: one.severity,
        by_whom: one.byWhom,
        at,
        until: one.until,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["client_id", "finding_id", "episode", "receiver"]).doUpdateSet((eb) => ({
        severity: eb.ref("excluded.severity"),
        by_whom: eb.ref("excluded.by_whom"),
        at: eb.ref("excluded.at"),
        until: eb.ref("excluded.until"),
      })),
    )
    .execute();
}

/** Ends snoozes before their time; without a receiver, those of all. Returns how many held until now. */
export async function endSnoozes(
  transaction: Kysely<Database>,
  clientId: string,
  findingIds: readonly string[],
  { receiver, now }: { readonly receiver: string | null; readonly now: Date },
): Promise<number> {
  if (findingIds.length === 0) return 0;
  let query = transaction
    .deleteFrom("snooze")
    .where("client_id", "=", clientId)
    .where("finding_id", "in", findingIds)
    .where("until", ">", now);
  if (receiver !== null) query = query.where("receiver", "=", receiver);
  const { numDeletedRows } = await query.executeTakeFirst();
  return Number(numDeletedRows);
}
