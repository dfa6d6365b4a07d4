import { sql } from "kysely";
import { expect, test } from "vitest";
import { appliedMigrations, migrate } from "../../storage/migrate.ts";
import { migrations } from "../../storage/migrations/index.ts";
import { openEmbeddedDatabase, openPostgres } from "../../storage/open-database.ts";
import { createTestDatabase } from "../support/create-test-database.ts";
import { describeWith } from "../support/describe-with.ts";
import { layOutDatabase, openTestDatabase } from "../support/open-test-database.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { describeOnBoth } from "./on-both-databases.ts";

describeOnBoth("migrations", (db) => {
  const schema = async () => {
    const { rows } = await sql`
      select table_name, column_name, data_type, is_nullable from information_schema.columns
      where table_schema = 'public' order by table_name, ordinal_position`.execute(db());
    return rows;
  };

  test("a second time changes nothing", async () => {
    const before = await schema();
    const { rows: applied } = await sql`select * from schema_migration`.execute(db());
    await migrate(db() as never);
    expect(await schema()).toEqual(before);
    expect((await sql`select * from schema_migration`.execute(db())).rows).toEqual(applied);
  });

  test("every table of a client's carries the client's id, and its key begins with it", async () => {
    const { rows } = await sql<{ table: string; first: string }>`
      select distinct on (t.relname) t.relname as table, a.attname as first
      from pg_index i join pg_class t on t.oid = i.indrelid join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where i.indisprimary and t.relnamespace = 'public'::regnamespace order by t.relname`.execute(db());
    const otherwise = rows.filter(({ first }) => first !== "client_id").map(({ table }) => table);
    expect(otherwise).toEqual(["alert_event", "audit_log", "finding_event", "outbox", "schema_migration", "setting"]);
    const named = new Set(
      (await schema())
        .filter((row) => (row as { column_name: string }).column_name === "client_id")
        .map((row) => (row as { table_name: string }).table_name),
    );
    expect(rows.filter(({ table }) => !named.has(table)).map(({ table }) => table)).toEqual([
      "schema_migration",
      "setting",
    ]);
  });

  test("what a newer Revwatch has written is left alone", async () => {
    await sql`insert into schema_migration (name) values ('9999-from-the-future')`.execute(db());
    await expect(migrate(db() as never)).rejects.toThrow(
      "The database was written by a newer Revwatch (9999-from-the-future). Update this one, or use another database.",
    );
    await sql`delete from schema_migration where name = '9999-from-the-future'`.execute(db());
  });
});

test("a program older than the schema refuses an embedded database, and leaves it closed", async () => {
  const folder = temporaryDirectory();
  await layOutDatabase(folder);
  const first = await openEmbeddedDatabase(folder);
  await sql`insert into schema_migration (name) values ('9999-from-the-future')`.execute(first.db);
  await first.close();
  await expect(openEmbeddedDatabase(folder)).rejects.toMatchObject({ name: "SchemaTooNew" });
});

test("an upgrade that fails half-way leaves whole migrations, and the next one goes on from there", async () => {
  const { db, close } = await openTestDatabase();
  const better = { name: "9001-better", statements: ["create table better (n integer)"] };
  const broken = { name: "9002-broken", statements: ["create table half (n integer)", "no such statement"] };
  const said: string[] = [];
  const upgrade = (last: typeof broken) =>
    migrate(db as never, { migrations: [...migrations, better, last], tell: (sentence) => said.push(sentence) });
  await expect(upgrade(broken)).rejects.toThrow("syntax error");
  expect((await appliedMigrations(db as never)).slice(-1)).toEqual(["9001-better"]);
  expect((await sql`select to_regclass('half') as half`.execute(db)).rows).toEqual([{ half: null }]);

  const total = migrations.length + 2;
  await upgrade({ ...broken, statements: ["create table half (n integer)"] });
  expect((await appliedMigrations(db as never)).slice(-2)).toEqual(["9001-better", "9002-broken"]);
  expect(said).toEqual([
    `Upgrading the database: 9001-better, ${total - 1} of ${total} …`,
    `Upgrading the database: 9002-broken, ${total} of ${total} …`,
    `Upgrading the database: 9002-broken, ${total} of ${total} …`,
  ]);
  await close();
});

test("an embedded database keeps what it holds from one opening to the next", async () => {
  const folder = temporaryDirectory();
  const first = await openEmbeddedDatabase(folder);
  await sql`insert into setting (name, value) values ('greeting', '"hello"')`.execute(first.db);
  await first.close();
  const second = await openEmbeddedDatabase(folder);
  expect(await second.db.selectFrom("setting").selectAll().where("name", "=", "greeting").execute()).toEqual([
    { name: "greeting", value: "hello" },
  ]);
  await second.close();
});

describeWith("postgres", "on PostgreSQL", () => {
  test("four processes that start at once take turns", async () => {
    const database = await createTestDatabase();
    const opened = await Promise.all(Array.from({ length: 4 }, () => openPostgres(database.url, { connections: 1 })));
    const { rows } = await sql<{ name: string }>`select name from schema_migration`.execute(opened[0]!.db);
    expect(rows).toHaveLength(new Set(rows.map(({ name }) => name)).size);
    expect(rows.length).toBeGreaterThan(1);
    await Promise.all(opened.map(({ close }) => close()));
    await database.drop();
  });

  test("while one upgrades the others wait, say so once, and find the work done", async () => {
    const database = await createTestDatabase();
    const [one, other] = await Promise.all([openPostgres(database.url), openPostgres(database.url)]);
    const slow = { name: "9001-slow", statements: ["create table slow (n integer)", "select pg_sleep(1.2)"] };
    const said: string[] = [];
    const first = migrate(one.db as never, { migrations: [...migrations, slow] });
    await sql`select pg_sleep(0.3)`.execute(other.db);
    await migrate(other.db as never, { migrations: [...migrations, slow], tell: (sentence) => said.push(sentence) });
    await first;
    expect(said).toEqual(["Another Revwatch process is upgrading the database; waiting until it has finished …"]);
    expect((await appliedMigrations(other.db as never)).slice(-1)).toEqual(["9001-slow"]);
    await Promise.all([one.close(), other.close()]);
    await database.drop();
  });

  test("a database that cannot be reached is an error without the password in it", async () => {
    const refused = await openPostgres("postgres://revwatch:s3cret-w0rd@127.0.0.1:1/none").catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(Error);
    expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toContain("s3cret-w0rd");
  });
});
