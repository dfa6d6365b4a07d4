import { sql } from "kysely";
import type { AssociationPair } from "../../domain/mirror/associations.ts";
import type { StoreHandle, StoreReader } from "../database.ts";

/** How far the associations of all records of one type with another were read. Lists are named by their asOf. */
export interface LinkReading {
  /** The list of records of which all were asked for; null: never. */
  readonly listedAt: Date | null;
  /** The list that is being gone through, and the last record of it that is stored; null when none is. */
  readonly readingAt: Date | null;
  readonly after: string | null;
}

export async function linkReading(
  db: StoreHandle,
  clientId: string,
  { from, to }: AssociationPair,
): Promise<LinkReading> {
  const row = await db
    .selectFrom("association_state")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("from_type", "=", from)
    .where("to_type", "=", to)
    .executeTakeFirst();
  return { listedAt: row?.listed_at ?? null, readingAt: row?.reading_at ?? null, after: row?.after ?? null };
}

/** All of a client. */
export async function linkReadings(
  db: StoreReader,
  clientId: string,
): Promise<readonly { readonly from: string; readonly to: string; readonly listedAt: Date | null }[]> {
  const rows = await db
    .selectFrom("association_state")
    .select(["from_type", "to_type", "listed_at"])
    .where("client_id", "=", clientId)
    .execute();
  return rows.map(({ from_type: from, to_type: to, listed_at: listedAt }) => ({ from, to, listedAt }));
}

export async function saveLinkReading(
  db: StoreHandle,
  clientId: string,
  { from, to }: AssociationPair,
  { listedAt, readingAt, after }: LinkReading,
): Promise<void> {
  const state = { listed_at: listedAt, reading_at: readingAt, after };
  await db
    .insertInto("association_state")
    .values({ client_id: clientId, from_type: from, to_type: to, ...state })
    .onConflict((conflict) => conflict.columns(["client_id", "from_type", "to_type"]).doUpdateSet(state))
    .execute();
}

/** How many records a walk that is under way has asked for, and of how many. */
export async function walkedOf(
  db: StoreHandle,
  clientId: string,
  pair: AssociationPair,
): Promise<{ readonly read: number; readonly of: number }> {
  const { after } = await linkReading(db, clientId, pair);
  const { rows } = await sql<{ read: number; of: number }>`
    select count(*) filter (where record_id <= ${after ?? ""})::integer as read, count(*)::integer as of
    from record where client_id = ${clientId} and record_type = ${pair.from}
  `.execute(db);
  return rows[0]!;
}

/** Ids of the mirror behind one, in order, by which a reading walks through all of it. */
export async function idsBehind(
  db: StoreHandle,
  clientId: string,
  recordType: string,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("record")
    .select("record_id")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .$if(after !== null, (query) => query.where("record_id", ">", after!))
    .orderBy("record_id")
    .limit(limit)
    .execute();
  return rows.map(({ record_id }) => record_id);
}

/**
 * Forgets associations that no check asks for any more: nobody notes what changes of them, so a later ask reads them
 * anew.
 */
export async function keepOnlyLinks(
  db: StoreHandle,
  clientId: string,
  pairs: readonly AssociationPair[],
): Promise<void> {
  const known = await db.selectFrom("association_state").selectAll().where("client_id", "=", clientId).execute();
  const isAsked = (from: string, to: string) => pairs.some((pair) => pair.from === from && pair.to === to);
  for (const { from_type: from, to_type: to } of known) {
    if (isAsked(from, to)) continue;
    const ofPair = sql`client_id = ${clientId} and from_type = ${from} and to_type = ${to}`;
    await sql`delete from association_state where ${ofPair}`.execute(db);
    await sql`delete from association_due where ${ofPair}`.execute(db);
    if (isAsked(to, from)) continue;
    const eitherWay = sql`client_id = ${clientId} and ((from_type = ${from} and to_type = ${to}) or (from_type = ${to} and to_type = ${from}))`;
    await sql`delete from association where ${eitherWay}`.execute(db);
  }
}
