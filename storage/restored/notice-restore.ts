import { sql, type Kysely } from "kysely";
import type { Database } from "../database.ts";
import { readSetting, saveSetting } from "../settings.ts";
import { beginLostSpans } from "./lost-spans.ts";

const name = "home";

/** What the database remembers of the place in which it was last opened. */
export type Home = Readonly<Record<string, string | null>>;

/** What was remembered of its place; null for a database that has never been asked. */
export async function rememberedHome(db: Kysely<Database>): Promise<Home | null> {
  return ((await readSetting(db, name)) as Home | undefined) ?? null;
}

/** Keeps the place, and where it is another one, begins mode *restored* in the same transaction. */
export async function settleIn(db: Kysely<Database>, home: Home, isRestored: boolean, now: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (isRestored) await beginLostSpans(transaction, now);
    await saveSetting(transaction, name, home);
  });
}

/**
 * Notices that a PostgreSQL database was restored from a dump: a dump carries the rows, and neither the identity of the
 * server's data nor the numbers of database and table. A physical copy carries both; `revwatch restored` says so by
 * hand.
 */
export async function noticePostgresRestore(db: Kysely<Database>, now: Date): Promise<void> {
  const { rows } = await sql<{ place: string }>`
    select oid::text || '/' || 'setting'::regclass::oid::text as place from pg_database where datname = current_database()`.execute(
    db,
  );
  const home = { server: await serverIdentity(db), place: rows[0]!.place };
  const known = await rememberedHome(db);
  const isElsewhere =
    known !== null &&
    (known["place"] !== home.place ||
      (isKnown(known["server"]) && isKnown(home.server) && known["server"] !== home.server));
  if (known === null || isElsewhere) await settleIn(db, home, isElsewhere, now);
}

const isKnown = (server: string | null | undefined) => typeof server === "string";

/** Null where this user may not ask. */
async function serverIdentity(db: Kysely<Database>): Promise<string | null> {
  try {
    const { rows } = await sql<{ id: string }>`select system_identifier::text as id from pg_control_system()`.execute(
      db,
    );
    return rows[0]?.id ?? null;
  } catch {
    return null;
  }
}
