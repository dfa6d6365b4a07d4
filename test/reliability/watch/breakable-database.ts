import { Kysely } from "kysely";
import type { Database } from "../../../storage/database.ts";
import { EmbeddedDialect } from "../../../storage/embedded/embedded-dialect.ts";
import { openTestPglite } from "../../support/open-test-database.ts";

/** The embedded database in memory, which refuses every question while it is broken. */
export async function breakableDatabase(isBroken: () => boolean): Promise<Kysely<Database>> {
  const breakable = new Proxy(await openTestPglite(), {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (isBroken()) return () => Promise.reject(new Error("could not read block 7"));
      return value.bind(target) as unknown;
    },
  });
  return new Kysely<Database>({ dialect: new EmbeddedDialect(breakable) });
}
