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
