import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillMirror, judge, noon } from "./filled-mirror.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** What a run reads grows with what it judges, never with its square: each page begins where the last one ended. */
const contacts = 8_000;
const records = contacts + contacts / 5;
let open: OpenDatabase;
let first: Readonly<Record<string, number>>;

beforeAll(async () => {
  open = await openTestDatabase();
  await fillMirror(open.db, contacts);
  first = await readBy(() => judge(open.db, "daily", noon));
});
afterAll(() => open.close());

test("the first run reads each record to judge it and to store how it stands", () => {
  expect(first["record"]).toBeLessThan(2.2 * records);
});

test("the daily run with its full comparison reads each record and what stands of it little more than once", async () => {
  const read = await readBy(() => judge(open.db, "daily", new Date(noon.getTime() + 3_600_000)));
  expect(read["record"]).toBeGreaterThanOrEqual(records);
  expect(read["record"]).toBeLessThan(1.3 * records);
  expect(read["standing"]).toBeLessThan(1.3 * records);
});

/** Rows that were read meanwhile, by table and by the database's own count. */
async function readBy(work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const before = await rowsRead();
  await work();
  const after = await rowsRead();
  return Object.fromEntries(Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)]));
}

async function rowsRead(): Promise<Readonly<Record<string, number>>> {
  // The database tells what it counted a second after it last did.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await sql`select pg_stat_force_next_flush(), pg_stat_clear_snapshot()`.execute(open.db);
  const { rows } = await sql<{ table: string; rows: number }>`
    select relname as table, (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::double precision as rows
    from pg_stat_user_tables
  `.execute(open.db);
  return Object.fromEntries(rows.map(({ table, rows: read }) => [table, read]));
}
