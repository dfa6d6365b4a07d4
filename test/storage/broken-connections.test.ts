import { setTimeout as wait } from "node:timers/promises";
import { sql, type Kysely } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../storage/database.ts";
import { openPostgres, type OpenDatabase } from "../../storage/open-database.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { describeWith } from "../support/describe-with.ts";

const cuts = 100;

describeWith("postgres", "a connection that breaks", () => {
  let database: TestDatabase;
  let opened: OpenDatabase;
  let surgeon: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    opened = await openPostgres(database.url, { connections: 4 });
    await sql`create table ledger (n int primary key)`.execute(opened.db);
    surgeon = new pg.Client({ connectionString: database.url });
    await surgeon.connect();
  });
  afterAll(async () => {
    await surgeon?.end();
    await opened?.close();
    await database?.drop();
  });

  const cut = (pid: number) => surgeon.query("select pg_terminate_backend($1)", [pid]);
  const pidOf = async (db: Kysely<Database>) =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]!.pid;
  const kept = async () =>
    (await sql<{ n: number }>`select n from ledger order by n`.execute(opened.db)).rows.map(({ n }) => n);

  test("while nobody uses it is replaced: the next query does not notice", async () => {
    await cut(await pidOf(opened.db));
    await wait(50);
    expect(await pidOf(opened.db)).toBeGreaterThan(0);
  });

  test("in the middle of a query fails that query alone", async () => {
    const sleeping = sql`select pg_sleep(20)`.execute(opened.db);
    const ended = sleeping.catch((error: unknown) => String(error));
    await wait(100);
    await surgeon.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep%'");
    expect(await ended).toMatch(/terminat/);
    await wait(50); // the last word comes before the end of the line
    expect(await pidOf(opened.db)).toBeGreaterThan(0);
  });

  test(`inside a transaction refuses the transaction, ${cuts} times: nothing of it is kept, the process lives`, async () => {
    for (let n = 1; n <= cuts; n += 1) {
      const broken = opened.db.transaction().execute(async (transaction) => {
        await sql`insert into ledger values (${n})`.execute(transaction);
        await cut(await pidOf(transaction as never));
        // Every second one hears of it while it works, the others when they ask again.
        if (n % 2 === 0) await wait(10);
        await sql`insert into ledger values (${-n})`.execute(transaction);
      });
      await expect(broken).rejects.toThrow(/terminat|not queryable|ECONNRESET|EPIPE/);
      await sql`insert into ledger values (${1000 + n})`.execute(opened.db);
    }
    expect(await kept()).toEqual(Array.from({ length: cuts }, (_, index) => 1001 + index));
  });
});

test.each([
  [
    "nobody listens",
    "postgres://revwatch:s3cret-w0rd@127.0.0.1:1/none",
    "127.0.0.1:1/none cannot be used: no one listens there",
  ],
  [
    "no such host",
    "postgres://revwatch:s3cret-w0rd@no-such-host.invalid/none",
    "no-such-host.invalid:5432/none cannot be used",
  ],
])("%s: one sentence with the place, the way out and no password", async (_, url, sentence) => {
  const error = await openPostgres(url).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "DatabaseUnavailable" });
  expect(String(error)).toContain(sentence);
  expect(String(error)).toContain("DATABASE_URL");
  expect(String(error)).not.toContain("s3cret");
});
