import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

/** Records who did what, in the transaction that did it. */
export async function addAuditEntry(
  transaction: Kysely<Database>,
  entry: {
    readonly clientId: string | null;
    readonly at: Date;
    readonly byWhom: string;
    readonly verb: string;
    readonly detail: unknown;
  },
): Promise<void> {
  await transaction
    .insertInto("audit_log")
    .values({
      client_id: entry.clientId,
      at: entry.at,
      by_whom: entry.byWhom,
      verb: entry.verb,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}
