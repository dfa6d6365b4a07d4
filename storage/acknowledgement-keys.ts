import { randomBytes } from "node:crypto";
import { sql, type Kysely } from "kysely";
import type { SigningKey } from "../domain/signing-key.ts";
import type { Database } from "./database.ts";
import { readSetting, saveSetting } from "./settings.ts";

/** Before keys had names there was one. */
const oldName = "acknowledgement-key";
const name = "acknowledgement-keys";

interface StoredKey extends SigningKey {
  /** ISO 8601: since when it signs. */
  readonly since: string;
}

/**
 * The keys that buttons and links are signed with, the present one first: made once per installation, kept in its
 * database.
 */
export async function acknowledgementKeys(db: Kysely<Database>): Promise<readonly [SigningKey, ...SigningKey[]]> {
  const [present, ...earlier] = await storedKeys(db);
  return [present, ...earlier];
}

async function storedKeys(db: Kysely<Database>): Promise<readonly [StoredKey, ...StoredKey[]]> {
  const kept = (await readSetting(db, name)) as readonly [StoredKey, ...StoredKey[]] | undefined;
  if (kept !== undefined) return kept;
  const old = await readSetting(db, oldName);
  const first = { id: "1", secret: typeof old === "string" ? old : newSecret(), since: new Date(0).toISOString() };
  await db
    .insertInto("setting")
    .values({ name, value: JSON.stringify([first]) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  return (await readSetting(db, name)) as readonly [StoredKey, ...StoredKey[]];
}

/**
 * From now on another key signs. Earlier ones are still read for as long as what they signed is good, or not at all
 * any more when one of them has become known.
 */
export async function exchangeAcknowledgementKey(
  db: Kysely<Database>,
  options: { readonly now: Date; readonly validForSeconds: number; readonly forgetsOld: boolean },
): Promise<void> {
  const { now, validForSeconds, forgetsOld } = options;
  await db.transaction().execute(async (transaction) => {
    await storedKeys(transaction);
    await sql`select from setting where name = ${name} for update`.execute(transaction);
    const keys = await storedKeys(transaction);
    // A key signs until the next one comes, so that is when its last value begins to age.
    const isOver = (next: StoredKey | undefined) =>
      next !== undefined && new Date(next.since).getTime() + validForSeconds * 1000 < now.getTime();
    const good = forgetsOld ? [] : keys.filter((_key, index) => !isOver(keys[index - 1]));
    const id = String(Math.max(...keys.map((key) => Number(key.id))) + 1);
    await saveSetting(transaction, name, [{ id, secret: newSecret(), since: now.toISOString() }, ...good]);
    if (forgetsOld) await transaction.deleteFrom("setting").where("name", "=", oldName).execute();
  });
}

/** Until when buttons hold that an older Revwatch signed, which name no end of their own; null when there are none. */
export async function oldButtonsUntil(db: Kysely<Database>, validForSeconds: number): Promise<Date | null> {
  const { rows } = await sql<{ applied_at: Date }>`
    select applied_at from schema_migration where name = '0004-deliveries'`.execute(db);
  const at = rows[0]?.applied_at;
  return at === undefined ? null : new Date(new Date(at).getTime() + validForSeconds * 1000);
}

const newSecret = () => randomBytes(32).toString("base64url");
