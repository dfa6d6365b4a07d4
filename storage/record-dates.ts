import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

/** When the mirror's version of some records was modified: record id → instant. What it does not hold is left out. */
export async function datesOf(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .selectFrom("record")
    .select(["record_id", "updated_at"])
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("record_id", "in", ids)
    .execute();
  return new Map(rows.flatMap(({ record_id, updated_at }) => (updated_at === null ? [] : [[record_id, updated_at]])));
}
