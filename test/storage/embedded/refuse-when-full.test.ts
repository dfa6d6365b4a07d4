import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from "kysely";
import { expect, test } from "vitest";
import { fullBelowBytes } from "../../../domain/watch/disk.ts";
import { classOfDatabaseError } from "../../../storage/error-class.ts";
import type { Database } from "../../../storage/database.ts";
import { DiskFull, refuseWhenFull, requireRoom } from "../../../storage/embedded/refuse-when-full.ts";

let free: number | null = 0;
const db = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (one) => new PostgresIntrospector(one),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins: [refuseWhenFull("/data/database", () => free)],
});

const statements: readonly [string, () => Promise<unknown>, "writes" | "reads"][] = [
  ["a select", () => db.selectFrom("client").selectAll().execute(), "reads"],
  ["a select for update", () => db.selectFrom("client").selectAll().forUpdate().execute(), "reads"],
  [
    "a select with a part of its own",
    () =>
      db
        .with("one", (part) => part.selectFrom("client").selectAll())
        .selectFrom("one")
        .selectAll()
        .execute(),
    "reads",
  ],
  ["a raw select", () => sql`select 1`.execute(db), "reads"],
  ["a raw select for update", () => sql`select 1 from client for update skip locked`.execute(db), "reads"],
  ["a raw select with a part of its own", () => sql`with one as (select 1) select * from one`.execute(db), "reads"],
  ["an insert", () => db.insertInto("setting").values({ name: "a", value: "1" }).execute(), "writes"],
  ["an update", () => db.updateTable("setting").set({ value: "1" }).execute(), "writes"],
  ["a delete", () => db.deleteFrom("setting").execute(), "writes"],
  [
    "a select over a delete",
    () =>
      db
        .with("gone", (part) => part.deleteFrom("setting").returningAll())
        .selectFrom("gone")
        .selectAll()
        .execute(),
    "writes",
  ],
  [
    "a raw select over a delete",
    () => sql`with gone as (delete from setting returning *) select * from gone`.execute(db),
    "writes",
  ],
  ["a raw update", () => sql`update setting set value = '1'`.execute(db), "writes"],
  ["a raw create", () => sql`create table more (n int)`.execute(db), "writes"],
];

test.each(statements)("on a full disk %s goes on only when it reads", async (_, run, kind) => {
  free = fullBelowBytes - 1;
  const end = await run().then(
    () => "reads",
    (error: unknown) => (error instanceof DiskFull ? "writes" : error),
  );
  expect(end).toBe(kind);
});

test.each([fullBelowBytes, null])("with %s bytes left everything goes on", async (left) => {
  free = left;
  for (const [, run] of statements) await expect(run()).resolves.toBeDefined();
});

test("it is an outage that says where and what helps, and no database is opened on such a disk", () => {
  let thrown: unknown;
  try {
    requireRoom("/data/database", 5 * 1024 * 1024);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    name: "DiskFull",
    message: expect.stringMatching(/The disk of \/data is full, 5 MB are left.*Free some space/),
  });
  expect(classOfDatabaseError(thrown)).toBe("outage");
});
