import type { Kysely } from "kysely";
import type { Database, StoreReader } from "../database.ts";

export interface HandKnowledge {
  /** Every hand raised since then is known. */
  readonly knownSince: Date;
  /** Every hand raised since then was noticed, though what became of those before `knownSince` was never asked. */
  readonly noticedSince: Date;
  /** When that was last so. */
  readonly readAt: Date;
  /** When the hands were last held against the forms' submissions; null: never. */
  readonly provenAt: Date | null;
  /** Submissions that had no contact then. */
  readonly unmatched: number;
  /** Why the last proof left something out; null where it did not. */
  readonly unproven: string | null;
}

/** What is known of a client's hands as a whole; null before the first time. */
export async function readHandState(db: StoreReader, clientId: string): Promise<HandKnowledge | null> {
  const row = await db.selectFrom("hand_state").selectAll().where("client_id", "=", clientId).executeTakeFirst();
  if (row === undefined) return null;
  return {
    knownSince: row.known_since,
    noticedSince: row.noticed_since ?? row.known_since,
    readAt: row.read_at,
    provenAt: row.proven_at,
    unmatched: row.unmatched,
    unproven: row.unproven,
  };
}

/** Keeps that hands were held against submissions; nothing where none were ever noticed. */
export async function saveProof(
  db: Kysely<Database>,
  clientId: string,
  { provenAt, unmatched, unproven }: Pick<HandKnowledge, "unmatched" | "unproven"> & { readonly provenAt: Date },
): Promise<void> {
  await db
    .updateTable("hand_state")
    .set({ proven_at: provenAt, unmatched, unproven })
    .where("client_id", "=", clientId)
    .execute();
}

export async function saveHandState(
  db: Kysely<Database>,
  clientId: string,
  state: Pick<HandKnowledge, "knownSince" | "noticedSince" | "readAt">,
): Promise<void> {
  const values = { known_since: state.knownSince, noticed_since: state.noticedSince, read_at: state.readAt };
  await db
    .insertInto("hand_state")
    .values({ client_id: clientId, ...values })
    .onConflict((conflict) => conflict.column("client_id").doUpdateSet(values))
    .execute();
}
