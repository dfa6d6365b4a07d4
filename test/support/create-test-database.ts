import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  readonly url: string;
  /** Ends every connection to it first. */
  drop(): Promise<void>;
}

/** A fresh, empty PostgreSQL database. Create one per test file in `beforeAll` and drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const postgres = inject("postgres");
  if (!postgres) throw new Error('There is no PostgreSQL here. Wrap the tests in describeWith("postgres", …).');

  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer(postgres.url, `create database ${name}`);
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(postgres.url, `drop database if exists ${name} with (force)`) };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
