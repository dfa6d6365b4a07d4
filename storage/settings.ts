import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

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
