import type { Kysely } from "kysely";
import type { Database } from "../database.ts";
import type { LostSpan } from "./lost-spans.ts";

/**
 * Takes out of the outbox what the restored database believed unsent: it may have been sent since the backup, and the
 * one summary stands for it.
 */
export async function putAsideUnsent(db: Kysely<Database>, { client_id, from_at, until_at }: LostSpan): Promise<void> {
  const backup = from_at.toISOString().slice(0, 16).replace("T", " ");
  await db
    .updateTable("outbox")
    .set({
      state: "superseded",
      lease_until: null,
      because: `Revwatch was restored from a backup of ${backup} UTC: this may have been sent since, so the summary after the restore stands for it`,
    })
    .where("client_id", "=", client_id)
    .where("state", "in", ["pending", "sending"])
    .where("created_at", "<=", until_at)
    .execute();
}
