import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { openEmbeddedDatabase } from "../../../storage/open-database.ts";
import { cacheDirectory } from "../../../workers/temporal-server/cache-directory.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { testUnless } from "../../support/test-unless.ts";

/** What a database's folder looks like from outside; PostgreSQL itself would find nothing in it. */
function hollowDatabase(): string {
  const folder = join(temporaryDirectory(), "database");
  for (const name of ["base", "global", "pg_wal", "pg_xact"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "PG_VERSION"), "18\n");
  writeFileSync(join(folder, "global", "pg_control"), Buffer.alloc(8_192, 7));
  return folder;
}

async function refusalOf(folder: string): Promise<Error> {
  return openEmbeddedDatabase(folder).then(
    async ({ close }) => {
      await close();
      throw new Error("it was opened");
    },
    (error: unknown) => error as Error,
  );
}

describe("a folder that is no whole database is refused with the way out, and left as it is", () => {
  test.each<[why: string, spoil: (folder: string) => void]>([
    ["is damaged: its file PG_VERSION is missing", (folder) => rmSync(join(folder, "PG_VERSION"))],
    ["is of PostgreSQL 14, and this Revwatch reads 18", (folder) => writeFileSync(join(folder, "PG_VERSION"), "14\n")],
    ["is of PostgreSQL of no version, and this", (folder) => writeFileSync(join(folder, "PG_VERSION"), "")],
    ["global/pg_control is missing or empty", (folder) => rmSync(join(folder, "global", "pg_control"))],
    ["global/pg_control is missing or empty", (folder) => writeFileSync(join(folder, "global", "pg_control"), "")],
    ["is damaged: base is missing", (folder) => rmSync(join(folder, "base"), { recursive: true })],
    [
      "is damaged: pg_wal, pg_xact are missing",
      (folder) => ["pg_wal", "pg_xact"].forEach((name) => rmSync(join(folder, name), { recursive: true })),
    ],
    ["cannot be opened, so it may be damaged (", () => {}],
  ])("%s", async (why, spoil) => {
    const folder = hollowDatabase();
    spoil(folder);
    const before = readdirSync(folder);
    const { name, message } = await refusalOf(folder);
    expect(name).toBe("DatabaseFolderUnusable");
    expect(message).toContain(why);
    expect(message).toContain("revwatch restore");
    expect(message).not.toContain("[object");
    expect(readdirSync(folder)).toEqual(before);
  });

  test("a folder with the files of another program", async () => {
    const folder = join(temporaryDirectory(), "database");
    mkdirSync(folder);
    writeFileSync(join(folder, "thesis.txt"), "mine");
    expect((await refusalOf(folder)).message).toContain("holds files, but no database");
    expect(readdirSync(folder)).toEqual(["thesis.txt"]);
  });

  test("a file in its place", async () => {
    const folder = join(temporaryDirectory(), "database");
    writeFileSync(folder, "");
    expect((await refusalOf(folder)).message).toContain("is a file");
  });

  const asRoot =
    process.getuid?.() === 0 ? { reason: "root may read every folder", remedy: "run the tests as another user" } : null;
  testUnless(asRoot, "a folder that this user may not read", async () => {
    const folder = hollowDatabase();
    chmodSync(folder, 0o000);
    expect((await refusalOf(folder)).message).toContain("cannot be read");
    chmodSync(folder, 0o700);
  });
});

test("a first start that was killed half-way kept nothing, so the next one begins again; it is a database from then on", async () => {
  const folder = hollowDatabase();
  writeFileSync(`${folder}.beginning`, "");
  const { db, close } = await openEmbeddedDatabase(folder, { cache: cacheDirectory() });
  await sql`insert into setting (name, value) values ('greeting', '"hello"')`.execute(db);
  await close();
  const again = await openEmbeddedDatabase(folder);
  expect(await again.db.selectFrom("setting").select("name").where("name", "=", "greeting").execute()).toEqual([
    { name: "greeting" },
  ]);
  await again.close();
});
