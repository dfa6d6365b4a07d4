import { sql } from "kysely";
import type { StoreHandle } from "./database.ts";

/**
 * Counts one request of a day, unless so many were sent already.
 *
 * @param most - At least 1.
 * @returns False: the day's share is spent, and nothing was counted.
 */
export async function spendInBackground(db: StoreHandle, clientId: string, at: Date, most: number): Promise<boolean> {
  const { rows } = await sql`
    insert into background_request (client_id, day, requests)
    values (${clientId}, ${at.toISOString().slice(0, 10)}::date, 1)
    on conflict (client_id, day) do update set requests = background_request.requests + 1
      where background_request.requests < ${most}
    returning requests
  `.execute(db);
  return rows.length === 1;
}

/** How many requests a day the portal takes from all of its tools, as its answers have told; null before the first. */
export async function dailyLimitOf(db: StoreHandle, clientId: string): Promise<number | null> {
  const row = await db
    .selectFrom("allowance")
    .select("day_limit")
    .where("client_id", "=", clientId)
    .where("bucket", "=", "daily")
    .executeTakeFirst();
  return row?.day_limit ?? null;
}
