import { sql, type Kysely, type Selectable } from "kysely";
import type { Database, LostSpanTable } from "../database.ts";

export type LostSpan = Selectable<LostSpanTable>;

/**
 * Whether an instant lies in a span of which a restored database knows nothing, so that what was due then may have been
 * done and sent.
 */
export async function wasLost(db: Kysely<Database>, clientId: string, at: Date): Promise<boolean> {
  const row = await db
    .selectFrom("lost_span")
    .select("client_id")
    .where("client_id", "=", clientId)
    .where("from_at", "<", at)
    .where("until_at", ">=", at)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The span of a client that is still in mode *restored*; undefined for every other client. */
export async function unsettledSpan(db: Kysely<Database>, clientId: string): Promise<LostSpan | undefined> {
  return db
    .selectFrom("lost_span")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("settled_at", "is", null)
    .orderBy("until_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Of all clients, in order of their ids. */
export async function unsettledSpans(db: Kysely<Database>): Promise<readonly LostSpan[]> {
  return db.selectFrom("lost_span").selectAll().where("settled_at", "is", null).orderBy("client_id").execute();
}

/** Keeps that a step of the way out of mode *restored* is done. */
export async function markSpan(
  db: Kysely<Database>,
  { client_id, until_at }: Pick<LostSpan, "client_id" | "until_at">,
  step: "quieted_at" | "judged_at" | "settled_at",
  at: Date,
): Promise<void> {
  await db
    .updateTable("lost_span")
    .set({ [step]: at })
    .where("client_id", "=", client_id)
    .where("until_at", "=", until_at)
    .execute();
}

/**
 * Begins a lost span for every client that was taken on, from the newest trace in the database until now. A client
 * whose last one is not settled keeps that.
 */
export async function beginLostSpans(db: Kysely<Database>, now: Date): Promise<void> {
  await sql`
    insert into lost_span (client_id, until_at, from_at)
    select client_id, ${now}, least(${now}, greatest(
      (select max(as_of) from run),
      (select max(finished_at) from run),
      (select max(created_at) from outbox),
      (select max(sent_at) from outbox),
      (select max(updated_at) from alert),
      client.onboarded_at
    ))
    from client
    where onboarded_at is not null
      and not exists (select 1 from lost_span where lost_span.client_id = client.client_id and settled_at is null)
    on conflict do nothing`.execute(db);
  // Its readings are as old as the backup, and the first runs are about to put that right: it is no news yet.
  await db.updateTable("reading").set({ due_since: now }).where("due_since", "<", now).execute();
}

/** Ends mode *restored* without a summary: nothing had been lost. What was put aside stays so. */
export async function forgetLostSpans(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom("lost_span").where("settled_at", "is", null).execute();
}
