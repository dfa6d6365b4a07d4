import { randomBytes } from "node:crypto";
import pg from "pg";
import { postgresService } from "../../test/support/postgres-service.ts";

export interface Database {
  readonly name: string;
  readonly url: string;
  drop(): Promise<void>;
}

/** A PostgreSQL server on which every run gets a database of its own. */
export interface Postgres {
  readonly version: string;
  /** Empty, or a copy of another one that nobody is connected to. */
  createDatabase(copyOf?: Database): Promise<Database>;
  close(): Promise<void>;
}

/**
 * The server of the tests: the one that `DATABASE_URL_TEST` names, or one of our own. A text says why there is none.
 */
export async function startPostgres(): Promise<Postgres | string> {
  const service = await postgresService();
  if ("missing" in service) return `${service.missing.reason}; the way out: ${service.missing.remedy}`;
  const { url } = service.value;
  return {
    version: String((await query<{ server_version: string }>(url, "show server_version"))[0]?.server_version),
    async createDatabase(copyOf) {
      const name = `bench_${randomBytes(8).toString("hex")}`;
      await query(url, `create database ${name} template ${copyOf?.name ?? "template0"}`);
      const own = new URL(url);
      own.pathname = `/${name}`;
      // A server that asks for no password takes any, and dlt insists on one.
      own.password ||= "none";
      return {
        name,
        url: own.href,
        drop: async () => void (await query(url, `drop database if exists ${name} with (force)`)),
      };
    },
    close: async () => service.stop?.(),
  };
}

/** Runs one statement on a connection of its own. */
export async function query<Row extends object>(url: string, statement: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
