import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openEmbeddedDatabase, type OpenDatabase } from "../../storage/open-database.ts";
import { unsettledSpans } from "../../storage/restored/lost-spans.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { layOutDatabase } from "../support/open-test-database.ts";
import { runRevwatch } from "./run-revwatch.ts";

const good = { "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml };
const newMachine = () => {
  const directory = writeConfig(good);
  return {
    directory,
    state: join(directory, ".revwatch"),
    run: (...args: readonly string[]) => runRevwatch([...args, "-C", directory]),
  };
};

async function withDatabase<Result>(state: string, work: (db: OpenDatabase["db"]) => Promise<Result>): Promise<Result> {
  const folder = join(state, "database");
  if (!existsSync(folder)) await layOutDatabase(folder);
  const { db, close } = await openEmbeddedDatabase(folder);
  try {
    return await work(db);
  } finally {
    await close();
  }
}

const isRestored = (state: string) =>
  withDatabase(state, async (db) => (await unsettledSpans(db)).map(({ client_id }) => client_id));

test("an archive goes onto an empty machine, which knows that it was restored; nothing is overwritten without a word", async () => {
  const old = newMachine();
  const archive = join(old.directory, "revwatch.tar.gz");
  await withDatabase(old.state, (db) =>
    db
      .insertInto("client")
      .values({
        client_id: "northwind",
        name: "Northwind",
        portal_id: "1",
        state: "live",
        onboarded_at: new Date(),
        access: "{}",
        access_checked_at: null,
      })
      .execute(),
  );
  const made = await old.run("backup", archive, "--json");
  expect(made).toMatchObject({ code: 0 });
  expect(JSON.parse(made.stdout)).toMatchObject({ schemaVersion: 1, archive });
  expect(statSync(archive).mode & 0o077).toBe(0);

  const fresh = newMachine();
  const restored = await fresh.run("restore", archive);
  expect([restored.code, restored.stderr]).toEqual([0, ""]);
  expect(restored.stdout).toMatch(
    /^The database of .* is in place\. Start `revwatch up`, then run `revwatch apply`\.\n$/,
  );
  expect(readdirSync(fresh.state)).not.toContain("restoring");
  expect(await isRestored(fresh.state)).toEqual(["northwind"]);
  expect((await fresh.run("restored", "--nothing-lost")).stdout).toBe("No client is in mode restored.\n");

  const refused = await fresh.run("restore", archive);
  expect([refused.code, refused.stderr]).toEqual([64, expect.stringContaining("With --replace it is put aside")]);
  const replaced = await fresh.run("restore", archive, "--replace", "--json");
  const { putAside } = JSON.parse(replaced.stdout) as { putAside: string };
  expect(existsSync(join(putAside, "database", "PG_VERSION"))).toBe(true);
});

test("a folder that was put back from a copy is noticed; so is one that is gone", async () => {
  const { state, directory, run } = newMachine();
  await withDatabase(state, (db) =>
    db
      .insertInto("client")
      .values({
        client_id: "northwind",
        name: "Northwind",
        portal_id: "1",
        state: "live",
        onboarded_at: new Date(),
        access: "{}",
        access_checked_at: null,
      })
      .execute(),
  );
  cpSync(join(state, "database"), join(directory, "copy"), { recursive: true });
  expect(await isRestored(state)).toEqual([]);
  rmSync(join(state, "database"), { recursive: true });
  const gone = await run("status");
  expect([gone.code, gone.stderr]).toEqual([74, expect.stringContaining("there was a database in it")]);
  cpSync(join(directory, "copy"), join(state, "database"), { recursive: true });
  expect(await isRestored(state)).toEqual(["northwind"]);
});

test.each<[what: string, make: (path: string) => void]>([
  ["is not there", () => {}],
  ["is no archive", (path) => writeFileSync(path, "hello")],
  [
    "is cut off",
    (path) => writeFileSync(path, readFileSync(new URL("../../package-lock.json", import.meta.url)).subarray(0, 100)),
  ],
])("an archive that %s is refused, and the state directory stays empty", async (_, make) => {
  const { directory, state, run } = newMachine();
  const archive = join(directory, "bad.tar.gz");
  make(archive);
  const end = await run("restore", archive);
  expect(end.code).toBe(64);
  expect(end.stderr).toMatch(/There is no file|is no backup that/);
  expect(existsSync(join(state, "database"))).toBe(false);
});
