import type { OutboxState, StoreReader } from "./database.ts";

/** How messages stand, by their delivery keys. */
export async function readDeliveries(
  db: StoreReader,
  clientId: string,
  keys: readonly string[],
): Promise<readonly { readonly key: string; readonly state: OutboxState; readonly because: string | null }[]> {
  return db
    .selectFrom("outbox")
    .select(["delivery_key as key", "state", "because"])
    .where("client_id", "=", clientId)
    .where("delivery_key", "in", [...keys])
    .execute();
}
