import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PGlite, types } from "@electric-sql/pglite";
import { Kysely, PostgresDialect } from "kysely";
import { EmbeddedDialect } from "../storage/embedded/embedded-dialect.ts";
import { migrate } from "../storage/migrate.ts";
import { migrations } from "../storage/migrations/index.ts";
import { createPostgresPool } from "../storage/postgres-pool.ts";
import { migrationsUpTo, putState, readState } from "../test/upgrade/read-state.ts";
import { fillOldMirror } from "./migrate/fill-old-mirror.ts";
import { peopleWereTold, spaceOf } from "./migrate/facts.ts";
import { figure } from "./sync/goals.ts";
import { commit, machineLine } from "./sync/machine.ts";
import { startPostgres } from "./sync/postgres.ts";

const help = `npm run bench:migrate -- [options]

Upgrades an installation that an older release has left: its alerts, findings, messages and reports, and a mirror of
any size. Prints minutes, disk, and whether anybody was told anything.

  --records N     (1000000)
  --from NNNN     the last migration that the older release had (0021)
  --on WHERE      postgres or embedded (postgres)
`;
const { values } = parseArgs({
  options: {
    records: { type: "string", default: "1000000" },
    from: { type: "string", default: "0021" },
    on: { type: "string", default: "postgres" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const older = migrationsUpTo(values.from);
if (older.length === 0) throw new Error(`No migration begins with ${values.from}.`);
const records = Number(values.records);

const folder = mkdtempSync(join(tmpdir(), "revwatch-bench-migrate-"));
const postgres = values.on === "embedded" ? null : await startPostgres();
if (typeof postgres === "string") throw new Error(`There is no PostgreSQL: ${postgres}`);
const server = postgres === null ? null : await postgres.createDatabase();
const db = new Kysely<unknown>({
  dialect:
    server === null
      ? new EmbeddedDialect(await PGlite.create(join(folder, "database"), { parsers: { [types.INT8]: Number } }))
      : new PostgresDialect({ pool: createPostgresPool(server.url, 2) }),
});
try {
  // What a release before has recorded of itself, as the older release has upgraded it.
  await putState(db, readState("0011"));
  await migrate(db, { migrations: older });
  await fillOldMirror(db, "northwind", records);
  const [told, space] = [await peopleWereTold(db), await spaceOf(db)];
  const rows: string[] = [];
  const startedAt = performance.now();
  let before = startedAt;
  for (const { name } of migrations.slice(older.length)) {
    await migrate(db, { migrations: migrationsUpTo(name) });
    rows.push(`| ${name} | ${((performance.now() - before) / 1000).toFixed(1)} |`);
    before = performance.now();
  }
  const minutes = (performance.now() - startedAt) / 60_000;
  const [toldAfter, spaceAfter] = [await peopleWereTold(db), await spaceOf(db)];
  const isSame = JSON.stringify(told) === JSON.stringify(toldAfter);
  const megabytes = (bytes: number) => `${figure(bytes / 2 ** 20)} MB`;
  console.log(["| Migration | Seconds |", "| --- | ---: |", ...rows, ""].join("\n"));
  console.log(
    `- ${records.toLocaleString("en-US")} records, from ${values.from} on ${values.on}: ${figure(minutes)} minutes`,
  );
  console.log(
    `- Disk: ${megabytes(space.bytes)} before, ${megabytes(spaceAfter.bytes)} after; ${megabytes(spaceAfter.wal - space.wal)} of log written`,
  );
  console.log(
    `- Findings, events, alerts, messages and reports ${isSame ? "as before" : "CHANGED"}: ${JSON.stringify(told)}${isSame ? "" : ` → ${JSON.stringify(toldAfter)}`}`,
  );
  const version = postgres === null ? "" : `, PostgreSQL ${postgres.version}`;
  console.log(
    `\n_${new Date().toISOString().slice(0, 10)}, commit ${commit() ?? "unknown"}; ${machineLine()}${version}._`,
  );
  if (!isSame) process.exitCode = 1;
} finally {
  await db.destroy();
  await server?.drop();
  await postgres?.close();
  rmSync(folder, { recursive: true, force: true });
}
