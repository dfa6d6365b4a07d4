import { sql, type Kysely, type Selectable } from "kysely";
import { isToldOf } from "./check-tellings.ts";
import type { Database, OutboxTable } from "./database.ts";
import type { AllowanceTable } from "./tables/portals.ts";

/** Messages of one client, channel and state. */
export interface UndeliveredMessages extends Pick<Selectable<OutboxTable>, "client_id" | "channel" | "state"> {
  readonly count: number;
  /** Since when the oldest of them waits. */
  readonly since: Date;
}

/**
 * Messages that wait, are being sent, or were given up and not dismissed. What was sent long ago is history, and grows.
 */
export async function undeliveredMessages(db: Kysely<Database>): Promise<readonly UndeliveredMessages[]> {
  const rows = await db
    .selectFrom("outbox")
    .select(["client_id", "channel", "state"])
    .select(({ fn }) => [
      fn.countAll<number>().as("count"),
      fn.min(sql<Date>`coalesce(waiting_since, created_at)`).as("since"),
    ])
    .where("state", "in", ["pending", "sending", "failed"])
    .where("dismissed_by", "is", null)
    .where("diverted_at", "is", null)
    .groupBy(["client_id", "channel", "state"])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** How many findings are open, of each client, check and severity. Whoever alerts on it hears nothing of observed checks. */
export async function openFindingCounts(db: Kysely<Database>) {
  const rows = await db
    .selectFrom("finding")
    .select(["client_id", "check_id", "severity"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("status", "=", "open")
    .where(isToldOf)
    .groupBy(["client_id", "check_id", "severity"])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** What every portal has left, bucket by bucket, as HubSpot said last. */
export async function allAllowances(db: Kysely<Database>): Promise<readonly Selectable<AllowanceTable>[]> {
  return db.selectFrom("allowance").selectAll().execute();
}
