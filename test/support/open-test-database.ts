import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PGlite, types } from "@electric-sql/pglite";
import { Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import { EmbeddedDialect } from "../../storage/embedded/embedded-dialect.ts";
import { migrate } from "../../storage/migrate.ts";
import { migrations } from "../../storage/migrations/index.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { withoutSpareDatabases } from "./without-spare-databases.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const options = { parsers: { [types.INT8]: Number } };
/** PostgreSQL makes its buffers ready at each start; what a test writes has room in an eighth of the usual ones. */
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"];

/**
 * The embedded database in memory with the schema of today, as `openEmbeddedDatabase(null)` opens it, but from a copy
 * that the first test to ask has made: that costs an eighth of making the database anew.
 */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const pglite = await openTestPglite();
  const db = new Kysely<Database>({ dialect: new EmbeddedDialect(pglite) });
  // Kysely does not close what nobody has asked anything.
  const close = async () => {
    await db.destroy();
    if (!pglite.closed) await pglite.close();
  };
  return { db, kind: "embedded", close };
}

/** What lies under such a database. */
export async function openTestPglite(): Promise<PGlite> {
  return PGlite.create({ ...options, startParams, loadDataDir: await inMemory() });
}

/** Read once by each process, and handed over as it is: a Blob proper copies its megabytes in small pieces. */
let held: Promise<Blob> | undefined;

function inMemory(): Promise<Blob> {
  held ??= template().then((file) => {
    const bytes = withoutSpareDatabases(readFileSync(file)).buffer;
    return Object.assign(new Blob([]), { arrayBuffer: () => Promise.resolve(bytes) });
  });
  return held;
}

/**
 * Puts such a copy into a folder, as the embedded database of a process that is started then: that costs it a
 * twentieth of making one. It has never been opened, so it is at home wherever it is opened first.
 */
export async function layOutDatabase(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await promisify(execFile)("tar", ["-xf", await template(), "-C", folder]);
}

/** The copy's file. Its name tells of the migrations and of PGlite, so a change of either makes a new one. */
const path = (() => {
  const pglite = readFileSync(join(root, "node_modules/@electric-sql/pglite/package.json"));
  // As they were imported: the files may have changed since.
  const hash = createHash("sha256").update(pglite).update(JSON.stringify(migrations));
  return join(root, "node_modules", ".cache", "revwatch", `embedded-${hash.digest("hex").slice(0, 16)}.tar`);
})();

async function template(): Promise<string> {
  if (existsSync(path)) return path;

  const pglite = await PGlite.create(options);
  const db = new Kysely<unknown>({ dialect: new EmbeddedDialect(pglite) });
  await migrate(db);
  const dump = Buffer.from(await (await pglite.dumpDataDir("none")).arrayBuffer());
  await db.destroy();

  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, dump);
  for (const old of globSync(join(dirname(path), "embedded-*.tar"))) rmSync(old, { force: true });
  renameSync(unfinished, path);
  return path;
}
