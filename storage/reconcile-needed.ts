import { sql } from "kysely";
import type { StoreHandle, StoreReader } from "./database.ts";

/** Findings of a client have changed, and those who have to hear of it have not been seen to. */
export interface ReconcileNeeded {
  readonly clientId: string;
  /** Of the last change; whoever sees to it takes away no more than this. */
  readonly changeNo: number;
}

/** Notes, in the transaction that changes findings, that somebody has to hear of it. */
export async function noteReconcileNeeded(transaction: StoreHandle, clientId: string, at: Date): Promise<void> {
  await transaction
    .insertInto("reconcile_needed")
    .values({ client_id: clientId, since: at })
    .onConflict((conflict) =>
      conflict.column("client_id").doUpdateSet({ change_no: sql<number>`reconcile_needed.change_no + 1` }),
    )
    .execute();
}

/** The note about one client; null when all is seen to. */
export async function reconcileNeeded(db: StoreReader, clientId: string): Promise<ReconcileNeeded | null> {
  const row = await db.selectFrom("reconcile_needed").selectAll().where("client_id", "=", clientId).executeTakeFirst();
  return row === undefined ? null : { clientId, changeNo: Number(row.change_no) };
}

/** Clients of which nobody has seen to a change that is older than this. */
export async function reconcileOverdue(db: StoreReader, before: Date): Promise<readonly string[]> {
  const rows = await db.selectFrom("reconcile_needed").select("client_id").where("since", "<", before).execute();
  return rows.map(({ client_id }) => client_id);
}

/** Takes a note away, unless something has changed since it was read. */
export async function settleReconcile(db: StoreHandle, { clientId, changeNo }: ReconcileNeeded): Promise<void> {
  await db.deleteFrom("reconcile_needed").where("client_id", "=", clientId).where("change_no", "=", changeNo).execute();
}
