import type { StoreHandle, StoreReader } from "./database.ts";

/** The instant for which the clock of a client's leads waits; null: there is none, or it waits for nothing. */
export async function clockUntil(db: StoreReader, clientId: string): Promise<Date | null> {
  const row = await db.selectFrom("client").select("clock_until").where("client_id", "=", clientId).executeTakeFirst();
  return row?.clock_until ?? null;
}

export async function saveClockUntil(db: StoreHandle, clientId: string, at: Date | null): Promise<void> {
  await db
    .updateTable("client")
    .set({ clock_until: at })
    .where("client_id", "=", clientId)
    .where((eb) => eb("clock_until", "is distinct from", at))
    .execute();
}
