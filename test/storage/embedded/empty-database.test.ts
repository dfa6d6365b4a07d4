import { existsSync, globSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { forgetEmpty, keepEmpty, layOutEmpty } from "../../../storage/embedded/empty-database.ts";
import { packFiles } from "../../../storage/embedded/tar.ts";
import { openEmbeddedDatabase } from "../../../storage/open-database.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

/** Opens a new folder, looks and writes, and tells which database it was: PostgreSQL gives each that it makes a number. */
async function begin(cache: string): Promise<string> {
  const folder = join(temporaryDirectory(), "database");
  const { db, close } = await openEmbeddedDatabase(folder, { cache });
  expect(await db.selectFrom("setting").select("name").where("name", "=", "greeting").execute()).toEqual([]);
  await sql`insert into setting (name, value) values ('greeting', '"hello"')`.execute(db);
  await close();
  return readFileSync(join(folder, "global", "pg_control"))
    .subarray(0, 8)
    .toString("hex");
}

const kept = (cache: string) => globSync(join(cache, "databases", "*"));

/** A folder as of a database, in which PostgreSQL would find nothing. */
function hollow(): string {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, "global"));
  writeFileSync(join(folder, "PG_VERSION"), "18\n");
  writeFileSync(join(folder, "global", "pg_control"), Buffer.alloc(8_192, 7));
  return folder;
}

test("a database is made once, and the next one begins as it did, empty; a copy that is none is made anew", async () => {
  const cache = temporaryDirectory();
  const first = await begin(cache);
  expect(await begin(cache)).toBe(first);
  expect(kept(cache)).toHaveLength(1);

  const folder = hollow();
  await packFiles(kept(cache)[0]!, [join(folder, "PG_VERSION"), join(folder, "global")]);
  const anew = await begin(cache);
  expect([first, "07".repeat(8)]).not.toContain(anew);
  expect(await begin(cache)).toBe(anew);
});

test("a copy that was cut off is forgotten, and leaves no folder", async () => {
  const cache = temporaryDirectory();
  await keepEmpty(hollow(), cache);
  const folder = join(temporaryDirectory(), "database");
  expect(await layOutEmpty(folder, cache)).toBe(true);
  expect(readFileSync(join(folder, "PG_VERSION"), "utf8")).toBe("18\n");
  await forgetEmpty(folder, cache);
  await keepEmpty(hollow(), cache);
  truncateSync(kept(cache)[0]!, 60);
  expect(await layOutEmpty(folder, cache)).toBe(false);
  expect([kept(cache), existsSync(folder)]).toEqual([[], false]);
});

test("where nothing can be kept, nothing comes of it", async () => {
  const cache = join(temporaryDirectory(), "cache");
  writeFileSync(cache, "a file is in the way");
  await keepEmpty(hollow(), cache);
  expect(await layOutEmpty(join(temporaryDirectory(), "database"), cache)).toBe(false);
});
