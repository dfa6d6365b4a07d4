import { PGlite, types } from "@electric-sql/pglite";
import { Kysely } from "kysely";
import type { Database } from "../../../storage/database.ts";
import { EmbeddedDialect } from "../../../storage/embedded/embedded-dialect.ts";
import { migrate } from "../../../storage/migrate.ts";

/** The embedded database in memory, which refuses every question while it is broken. */
export async function breakableDatabase(isBroken: () => boolean): Promise<Kysely<Database>> {
  const pglite = await PGlite.create({ parsers: { [types.INT8]: Number } });
  const breakable = new Proxy(pglite, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (isBroken()) return () => Promise.reject(new Error("could not read block 7"));
      return value.bind(target) as unknown;
    },
  });
  const db = new Kysely<Database>({ dialect: new EmbeddedDialect(breakable) });
  await migrate(db as Kysely<unknown>);
  return db;
}
