import { Kysely, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EmbeddedDialect } from "../../../storage/embedded/embedded-dialect.ts";
import { TransactionAborted } from "../../../storage/embedded/embedded-driver.ts";
import { openTestPglite } from "../../support/open-test-database.ts";

interface Tables {
  thing: { id: number; word: string | null };
}

describe("the embedded database keeps what it has prepared", () => {
  let db: Kysely<Tables>;
  beforeAll(async () => {
    db = new Kysely<Tables>({ dialect: new EmbeddedDialect(await openTestPglite()) });
  });
  afterAll(() => db.destroy());
  beforeEach(async () => {
    await sql`drop table if exists thing`.execute(db);
    await sql`create table thing (id int primary key, word text)`.execute(db);
  });

  const things = (on: Kysely<Tables> = db) => on.selectFrom("thing").selectAll().orderBy("id").execute();
  const add = (id: number, word: string | null) => db.insertInto("thing").values({ id, word }).execute();
  const kept = async () => {
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements where statement not like '%pg_prepared%'`.execute(db);
    return rows.map(({ statement }) => statement);
  };

  test("a statement that comes again is prepared once", async () => {
    for (const id of [1, 2, 3]) await add(id, null);
    expect(await kept()).toEqual(['insert into "thing" ("id", "word") values ($1, $2)']);
  });

  test("not more are kept than have room, and the one in use stays", async () => {
    for (let count = 0; count < 250; count += 1) {
      await sql.raw(`select ${count}`).execute(db);
      await things();
    }
    const all = await kept();
    expect(all.length).toBeGreaterThan(150);
    expect(all.length).toBeLessThanOrEqual(200);
    expect(all).toContain('select * from "thing" order by "id"');
  });

  test("a column that is added, and one whose addition is taken back, are seen by a statement that was known", async () => {
    await add(1, "a");
    expect(await things()).toEqual([{ id: 1, word: "a" }]);
    await sql`alter table thing add column more int default 7`.execute(db);
    expect(await things()).toEqual([{ id: 1, word: "a", more: 7 }]);

    const undone = db.transaction().execute(async (transaction) => {
      await sql`alter table thing drop column more`.execute(transaction);
      expect(await things(transaction)).toEqual([{ id: 1, word: "a" }]);
      throw new Error("taken back");
    });
    await expect(undone).rejects.toThrow("taken back");
    expect(await things()).toEqual([{ id: 1, word: "a", more: 7 }]);
  });

  test("a statement that fails says PostgreSQL's code and spoils no other", async () => {
    await add(1, "a");
    await expect(add(1, "b")).rejects.toMatchObject({ code: "23505" });
    await expect(sql`select nothing from thing`.execute(db)).rejects.toMatchObject({ code: "42703" });
    expect(await things()).toEqual([{ id: 1, word: "a" }]);
  });

  test("a transaction whose failure was swallowed keeps nothing, and says so", async () => {
    const swallowed = db.transaction().execute(async (transaction) => {
      await transaction.insertInto("thing").values({ id: 1, word: null }).execute();
      await sql`select 1/0`.execute(transaction).catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow(TransactionAborted);
    expect(await things()).toEqual([]);
  });

  test("what others ask while a transaction is open waits for its end", async () => {
    const order: string[] = [];
    const transaction = db.transaction().execute(async (open) => {
      await open.insertInto("thing").values({ id: 1, word: null }).execute();
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push("written");
    });
    const asked = things().then((found) => order.push(`read ${found.length}`));
    await Promise.all([transaction, asked]);
    expect(order).toEqual(["written", "read 1"]);
  });

  test("closing waits for a transaction that is open", async () => {
    const closing = new Kysely<Tables>({ dialect: new EmbeddedDialect(await openTestPglite()) });
    const order: string[] = [];
    let closed = Promise.resolve();
    await closing.transaction().execute(async (open) => {
      await sql`create table thing (id int)`.execute(open);
      closed = closing.destroy().then(() => void order.push("closed"));
      await new Promise((resolve) => setTimeout(resolve, 30));
      await sql`select 1 from thing`.execute(open);
      order.push("asked");
    });
    await closed;
    expect(order).toEqual(["asked", "closed"]);
  });

  test("values come back as they were given, and rows written are counted", async () => {
    const at = new Date("2026-11-30T12:00:00.123Z");
    const { rows } = await sql`
      select ${at}::timestamptz as at, ${{ a: [1, "ü"] }}::jsonb as json, ${["x", 'y"', null]}::text[] as list,
        ${true}::boolean as yes, ${2 ** 40}::bigint as big, ${null}::text as none, ${1.5}::float8 as half`.execute(db);
    expect(rows).toEqual([
      { at, json: { a: [1, "ü"] }, list: ["x", 'y"', null], yes: true, big: 2 ** 40, none: null, half: 1.5 },
    ]);
    await add(1, "a");
    await add(2, "a");
    expect(await db.updateTable("thing").set({ word: "b" }).executeTakeFirst()).toMatchObject({ numUpdatedRows: 2n });
  });
});
