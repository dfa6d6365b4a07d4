import { sql } from "kysely";
import type { StoreReader } from "../database.ts";

/** How many findings of these checks are open at a client: check id → count. A check without one is left out. */
export async function openOfChecks(
  db: StoreReader,
  clientId: string,
  checkIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (checkIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("finding")
    .select(["check_id", sql<number>`count(*)::int`.as("count")])
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where("check_id", "in", [...checkIds])
    .groupBy("check_id")
    .execute();
  return new Map(rows.map(({ check_id, count }) => [check_id, count]));
}
