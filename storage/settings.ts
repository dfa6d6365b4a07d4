import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

const name = "acknowledgement-key";

/** The key that acknowledgement buttons are signed with: made once per installation and kept in its database. */
export async function acknowledgementKey(db: Kysely<Database>): Promise<string> {
  await db
    .insertInto("setting")
    .values({ name, value: JSON.stringify(randomBytes(32).toString("base64url")) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const row = await db.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirstOrThrow();
  return String(row.value);
}

/** One value of the installation; undefined when it was never set. */
export async function readSetting(db: Kysely<Database>, name: string): Promise<unknown> {
  return (await db.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst())?.value;
}

export async function saveSetting(db: Kysely<Database>, name: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await db
    .insertInto("setting")
    .values({ name, value: text })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: text }))
    .execute();
}
