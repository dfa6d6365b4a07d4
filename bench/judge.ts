import { sql } from "kysely";
import { parseArgs } from "node:util";
import { openPostgres, type OpenDatabase } from "../storage/open-database.ts";
import { openTestDatabase } from "../test/support/open-test-database.ts";
import { change, fillMirror, judge, noon } from "./judge/portal.ts";
import { machineLine } from "./sync/machine.ts";
import { startPostgres } from "./sync/postgres.ts";

// `npm run bench:judge` judges mirrors of 2,000, 20,000 and 200,000 contacts (a fifth as many deals) on PostgreSQL and
// embedded; `-- --sizes 2000,1000000` others, `-- --on embedded` one of the two. CPU is that of this process, which on
// PostgreSQL is without the server's; rows are the server's own count.
const { values } = parseArgs({
  options: { sizes: { type: "string", default: "2000,20000,200000" }, on: { type: "string", default: "both" } },
});
const minute = 60_000;
const first = new Map<string, number>();

const postgres = values.on === "embedded" ? "not asked for" : await startPostgres();
console.log(`| On | Contacts | Run | CPU ms | beside the smallest | Rows read | Rows written |`);
console.log(`| -- | -- | -- | -- | -- | -- | -- |`);
for (const contacts of values.sizes.split(",").map(Number)) {
  if (values.on !== "postgres") await measure("embedded", await openTestDatabase(), contacts);
  if (typeof postgres === "string") continue;
  const database = await postgres.createDatabase();
  const { migrate } = await import("../storage/migrate.ts");
  const open = await openPostgres(database.url);
  await migrate(open.db as never);
  await measure("PostgreSQL", open, contacts);
  await database.drop();
}
if (typeof postgres !== "string") await postgres.close();
console.log(`\n_${machineLine()}_`);

async function measure(on: string, open: OpenDatabase, contacts: number): Promise<void> {
  const { db } = open;
  await fillMirror(db, contacts);
  const at = (minutes: number) => new Date(noon.getTime() + minutes * minute);
  const runs: readonly [what: string, cadence: "fast" | "daily", minutes: number, changed: number][] = [
    ["first fast run", "fast", 0, 0],
    ["quiet fast run, one lead due", "fast", 31, 0],
    ["quiet fast run, nothing due", "fast", 36, 0],
    ["fast run, 100 changed", "fast", 41, 100],
    ["fast run, 10,000 changed", "fast", 46, Math.min(10_000, contacts / 2)],
    ["first daily run", "daily", 50, 0],
    ["daily run, everything compared", "daily", 60, 0],
  ];
  for (const [what, cadence, minutes, changed] of runs) {
    if (changed > 0) await change(db, changed);
    const before = await rowsOf(db);
    const beganAt = process.cpuUsage();
    const { counts } = await judge(db, cadence, at(minutes));
    const { user, system } = process.cpuUsage(beganAt);
    const after = await rowsOf(db);
    const cpu = (user + system) / 1000;
    const name = `${on} ${what}`;
    if (!first.has(name)) first.set(name, cpu);
    if (what.includes("one lead due") && counts.opened !== 1)
      throw new Error(`The lead was not found: ${JSON.stringify(counts)}`);
    const beside = `${(cpu / first.get(name)!).toFixed(2)} ×`;
    console.log(
      `| ${on} | ${contacts} | ${what} | ${cpu.toFixed(0)} | ${beside} | ${after.read - before.read} | ${after.written - before.written} |`,
    );
  }
  await open.close();
}

/** By the server's own count, once its processes have told it. */
async function rowsOf(db: OpenDatabase["db"]): Promise<{ readonly read: number; readonly written: number }> {
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await sql`select pg_stat_force_next_flush(), pg_stat_clear_snapshot()`.execute(db);
  const { rows } = await sql<{ read: number; written: number }>`
    select coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::double precision as read,
      coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::double precision as written
    from pg_stat_user_tables`.execute(db);
  return rows[0]!;
}
