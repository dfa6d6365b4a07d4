import { sql } from "kysely";
import type { StoreHandle } from "../database.ts";

/**
 * Whatever a client's checks have judged is judged anew by the next runs, and a run that is under way begins again:
 * what stands was ended by somebody else than a run. The caller holds the client's lock.
 */
export async function forgetRules(transaction: StoreHandle, clientId: string): Promise<void> {
  await transaction
    .updateTable("judged_group")
    .set({ rules: "", version: sql`version + 1` })
    .where("client_id", "=", clientId)
    .execute();
}
