import type { StoreReader } from "../database.ts";

/** The findings that an alert has told of and that are open, the oldest first. */
export async function readOpenInAlert(
  db: StoreReader,
  { clientId, alertId, episode }: { readonly clientId: string; readonly alertId: string; readonly episode: number },
): Promise<readonly { readonly findingId: string; readonly label: string }[]> {
  const alert = await db
    .selectFrom("alert")
    .select("told")
    .where("client_id", "=", clientId)
    .where("alert_id", "=", alertId)
    .where("episode", "=", episode)
    .executeTakeFirst();
  if (alert === undefined || alert.told.length === 0) return [];
  const rows = await db
    .selectFrom("finding")
    .select(["finding_id", "subject_label"])
    .where("client_id", "=", clientId)
    .where("finding_id", "in", alert.told)
    .where("status", "=", "open")
    .orderBy("opened_at")
    .execute();
  return rows.map(({ finding_id, subject_label }) => ({ findingId: finding_id, label: subject_label }));
}
