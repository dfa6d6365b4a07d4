import type { StoreHandle } from "../database.ts";

/**
 * Until the transaction ends nothing changes in the mirror of one record type, neither a record nor what it is judged
 * by. Whoever takes it holds the client's own lock already, or takes none.
 *
 * @returns The last change that was made; null where nothing was ever copied.
 */
export async function lockMirror(
  transaction: StoreHandle,
  clientId: string,
  recordType: string,
): Promise<number | null> {
  const row = await transaction
    .selectFrom("mirror_state")
    .select("change_no")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : Number(row.change_no);
}

/** How often the properties were forgotten that records of a type were read with. */
export async function mirrorEpoch(db: StoreHandle, clientId: string, recordType: string): Promise<number> {
  const row = await db
    .selectFrom("mirror_state")
    .select("epoch")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .executeTakeFirst();
  return row?.epoch ?? 0;
}
