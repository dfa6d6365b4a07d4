import type { PGlite } from "@electric-sql/pglite";
import {
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryCompiler,
} from "kysely";
import { EmbeddedDriver } from "./embedded-driver.ts";

/**
 * Kysely on the embedded database, with statements that are prepared once. Kysely's own dialect for PGlite lets each
 * statement be parsed anew and enters PostgreSQL six times for it, which costs three times the CPU.
 */
export class EmbeddedDialect implements Dialect {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  createDriver(): Driver {
    return new EmbeddedDriver(this.#pglite);
  }

  createAdapter(): PGliteAdapter {
    return new PGliteAdapter();
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new PostgresIntrospector(db);
  }
}
