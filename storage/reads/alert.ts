import type { AlertName, AlertRow } from "../alerts.ts";
import type { StoreReader } from "../database.ts";

/** One alert as it stands now; undefined when there is none of this name. */
export async function readAlert(db: StoreReader, { clientId, alertId }: AlertName): Promise<AlertRow | undefined> {
  return db
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("alert_id", "=", alertId)
    .executeTakeFirst();
}
