import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { makeDatabaseApart } from "../../../storage/embedded/make-apart.ts";
import { openEmbeddedDatabase } from "../../../storage/open-database.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

test("a database is made whole in its place, and what a killed start has left goes", async () => {
  const parent = temporaryDirectory();
  const folder = join(parent, "database");
  mkdirSync(join(parent, "database.making-killed"));
  writeFileSync(join(parent, "database.making-killed", "PG_VERSION"), "18");
  await makeDatabaseApart(folder);
  expect(readdirSync(parent)).toEqual(["database"]);
  expect(existsSync(join(folder, "PG_VERSION"))).toBe(true);

  const { db, close } = await openEmbeddedDatabase(folder);
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  await close();
});

test("a new database is not made by the process that opens it", async () => {
  const parent = temporaryDirectory();
  const seen = new Set<string>();
  const opening = openEmbeddedDatabase(join(parent, "database"), { cache: temporaryDirectory() });
  const watching = setInterval(() => readdirSync(parent).forEach((name) => seen.add(name)), 10);
  const { close } = await opening;
  clearInterval(watching);
  await close();
  expect([...seen].filter((name) => name.startsWith("database.making-"))).toHaveLength(1);
});

test("where it cannot be made nothing is left", async () => {
  const parent = temporaryDirectory();
  writeFileSync(join(parent, "file"), "");
  await expect(makeDatabaseApart(join(parent, "file", "database"))).rejects.toThrow("file");
  expect(readdirSync(parent)).toEqual(["file"]);
});
