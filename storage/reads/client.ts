import type { Selectable } from "kysely";
import type { ClientTable, StoreReader } from "../database.ts";

export type ClientRow = Selectable<ClientTable>;

/** What is stored of a client itself; undefined before its first audit. */
export async function readClient(db: StoreReader, clientId: string): Promise<ClientRow | undefined> {
  return db.selectFrom("client").selectAll().where("client_id", "=", clientId).executeTakeFirst();
}

/** Every client that was ever taken on, those that have left too, and when the baseline of each was done. */
export async function readMetClients(
  db: StoreReader,
): Promise<readonly { readonly clientId: string; readonly onboardedAt: Date | null }[]> {
  const rows = await db.selectFrom("client").select(["client_id", "onboarded_at"]).execute();
  return rows.map(({ client_id, onboarded_at }) => ({ clientId: client_id, onboardedAt: onboarded_at }));
}
