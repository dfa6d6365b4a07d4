import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import type { StoreReader } from "../database.ts";
import { toRecord } from "../watch-alarms.ts";

/** What the operator has to know now, the oldest first: everything told or about to be, and not over. */
export async function readOpenAlarms(db: StoreReader): Promise<readonly AlarmRecord[]> {
  const rows = await db
    .selectFrom("watch_alarm")
    .selectAll()
    .where("state", "in", ["telling", "told"])
    .where("gone_at", "is", null)
    .orderBy("since")
    .execute();
  return rows.map(toRecord);
}
