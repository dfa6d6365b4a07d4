import type { Kysely } from "kysely";
import { idleForMs, type Silence } from "../domain/alerting/silence.ts";
import type { Database, StoreReader } from "./database.ts";

/** The silences of a client that hold or are to come, the one that ends first first. */
export async function silencesOf(db: StoreReader, clientId: string, now: Date): Promise<readonly Silence[]> {
  const rows = await db
    .selectFrom("silence")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("ended_at", "is", null)
    .where("until", ">", now)
    .orderBy("until")
    .orderBy("silence_id")
    .execute();
  return rows.map((row) => ({
    silenceId: row.silence_id,
    matcher: row.matcher,
    reason: row.reason,
    byWhom: row.by_whom,
    createdAt: row.created_at,
    until: row.until,
    lastMatchedAt: row.last_matched_at,
  }));
}

export async function addSilence(transaction: Kysely<Database>, clientId: string, silence: Silence): Promise<void> {
  await transaction
    .insertInto("silence")
    .values({
      client_id: clientId,
      silence_id: silence.silenceId,
      matcher: JSON.stringify(silence.matcher),
      reason: silence.reason,
      by_whom: silence.byWhom,
      created_at: silence.createdAt,
      until: silence.until,
      last_matched_at: silence.lastMatchedAt,
      ended_at: null,
      ended_by: null,
    })
    .execute();
}

/**
 * Ends silences before their time.
 *
 * @param byWhom - Null where they end by themselves.
 * @returns How many of them held until now.
 */
export async function endSilences(
  transaction: Kysely<Database>,
  clientId: string,
  silenceIds: readonly string[],
  { at, byWhom }: { readonly at: Date; readonly byWhom: string | null },
): Promise<number> {
  if (silenceIds.length === 0) return 0;
  const { numUpdatedRows } = await transaction
    .updateTable("silence")
    .set({ ended_at: at, ended_by: byWhom })
    .where("client_id", "=", clientId)
    .where("silence_id", "in", silenceIds)
    .where("ended_at", "is", null)
    .where("until", ">", at)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Notes that these silences match something that is open. Written once an hour at most: a silence is idle after a day. */
export async function noteMatches(
  transaction: Kysely<Database>,
  clientId: string,
  silenceIds: readonly string[],
  now: Date,
): Promise<void> {
  if (silenceIds.length === 0) return;
  await transaction
    .updateTable("silence")
    .set({ last_matched_at: now })
    .where("client_id", "=", clientId)
    .where("silence_id", "in", silenceIds)
    .where((eb) =>
      eb.or([eb("last_matched_at", "is", null), eb("last_matched_at", "<=", new Date(now.getTime() - 3_600_000))]),
    )
    .execute();
}

/** Whether a silence has matched nothing for so long that somebody has to look whether it still has anything to do. */
export async function hasIdleSilences(db: StoreReader, clientId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom("silence")
    .select("silence_id")
    .where("client_id", "=", clientId)
    .where("ended_at", "is", null)
    .where("until", ">", now)
    .where("last_matched_at", "<=", new Date(now.getTime() - idleForMs))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
