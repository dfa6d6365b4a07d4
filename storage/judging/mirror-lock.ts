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

/** How far the mirror of a record type is. */
export interface MirrorState {
  /** The last change that was made: everything up to it can be read. */
  readonly lastChange: number;
  /** How often the properties were forgotten that its records were read with. */
  readonly epoch: number;
  /** How many records it holds. */
  readonly records: number;
}

/** Of each record type of a client, as they are at one instant. */
export async function mirrorStates(db: StoreHandle, clientId: string): Promise<(recordType: string) => MirrorState> {
  const rows = await db
    .selectFrom("mirror_state")
    .select(["record_type", "change_no", "epoch", "record_count"])
    .where("client_id", "=", clientId)
    .execute();
  const states = new Map(
    rows.map((row) => [
      row.record_type,
      { lastChange: Number(row.change_no), epoch: row.epoch, records: Number(row.record_count) },
    ]),
  );
  return (recordType) => states.get(recordType) ?? { lastChange: 0, epoch: 0, records: 0 };
}
