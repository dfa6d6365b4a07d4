import { Mutex, type PGlite } from "@electric-sql/pglite";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from "kysely";
import { Statements } from "./statements.ts";

/** A statement of the transaction had failed and nobody had minded: nothing of it was kept. */
export class TransactionAborted extends Error {
  override readonly name = "TransactionAborted";
  /** As PostgreSQL itself says it, so that it is judged alike. */
  readonly code = "25P02";
  readonly severity = "ERROR";
}

/** The one connection of an embedded database. Kysely gives it to one at a time, for a statement or a transaction. */
export class EmbeddedDriver implements Driver {
  readonly #pglite: PGlite;
  /** Held by whoever has the connection, so that the database is not closed under them. */
  readonly #inUse = new Mutex();
  readonly #statements: Statements;
  readonly #connection: EmbeddedConnection;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
    this.#statements = new Statements(pglite);
    this.#connection = new EmbeddedConnection(this.#statements);
  }

  async init(): Promise<void> {
    await this.#pglite.waitReady;
    // A plan that was made while a table was empty must not be kept for the day on which it is not.
    await this.#statements.command("set plan_cache_mode = force_custom_plan");
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#inUse.acquire();
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#inUse.release();
  }

  async beginTransaction(_: DatabaseConnection, { isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const level = isolationLevel === undefined ? "" : ` isolation level ${isolationLevel}`;
    await this.#statements.command(`begin${level}${accessMode === undefined ? "" : ` ${accessMode}`}`);
  }

  /** @throws {TransactionAborted} */
  async commitTransaction(): Promise<void> {
    const tag = await this.#statements.command("commit");
    if (tag === "ROLLBACK")
      throw new TransactionAborted("A statement of the transaction had failed: it was rolled back.");
  }

  async rollbackTransaction(): Promise<void> {
    await this.#statements.command("rollback");
    // It may have taken back a change of the schema.
    await this.#statements.forget();
  }

  /** Waits for what is under way. */
  async destroy(): Promise<void> {
    await this.#inUse.runExclusive(async () => {
      if (!this.#pglite.closed) await this.#pglite.close();
    });
  }
}

/** Runs what Kysely has compiled. */
export class EmbeddedConnection implements DatabaseConnection {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, written } = await this.#statements.run(sql, parameters);
    return { rows: rows as Row[], ...(written === null ? {} : { numAffectedRows: BigInt(written) }) };
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("The embedded database answers with all rows at once.");
  }
}
