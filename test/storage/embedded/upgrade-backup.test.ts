import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { unpackFiles } from "../../../storage/embedded/tar.ts";
import { migrations } from "../../../storage/migrations/index.ts";
import { openEmbeddedDatabase } from "../../../storage/open-database.ts";
import { cacheDirectory } from "../../../workers/temporal-server/cache-directory.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

test("before an upgrade the database is archived as it was; of the archives the last three are kept", async () => {
  const scratch = temporaryDirectory();
  const folder = join(scratch, "database");
  const backups = join(scratch, "backups");
  const first = await openEmbeddedDatabase(folder, { migrations: migrations.slice(0, 1), cache: cacheDirectory() });
  await sql`insert into setting (name, value) values ('greeting', '"hello"')`.execute(first.db);
  await first.close();
  expect(readdirSync(scratch)).not.toContain("backups");
  mkdirSync(backups);
  for (const year of [2021, 2022, 2023])
    writeFileSync(join(backups, `before-0009-old-${year}-01-01T000000000Z.tar.gz`), "");
  writeFileSync(join(backups, "mine.tar.gz"), "");

  const said: string[] = [];
  const upgraded = await openEmbeddedDatabase(folder, { tell: (sentence) => said.push(sentence) });
  expect(await upgraded.db.selectFrom("mirror_state").selectAll().execute()).toEqual([]);
  await upgraded.close();
  const [kept, ...others] = readdirSync(backups)
    .filter((name) => !name.startsWith("before-0009"))
    .toSorted();
  expect(others).toEqual(["mine.tar.gz"]);
  expect(kept).toMatch(/^before-0002-incremental-mirror-20\d\d-/);
  expect(readdirSync(backups).filter((name) => name.startsWith("before-0009"))).toHaveLength(2);
  expect(said[0]).toBe(`Backing up the database before its upgrade: ${join(backups, kept!)}`);
  expect(said.slice(1)).toHaveLength(migrations.length - 1);

  const again = join(scratch, "again");
  mkdirSync(again);
  await unpackFiles(join(backups, kept!), again);
  const old = await openEmbeddedDatabase(join(again, "database"), { migrations: migrations.slice(0, 1) });
  expect(await old.db.selectFrom("setting").selectAll().execute()).toEqual([{ name: "greeting", value: "hello" }]);
  await old.close();
});
