import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dueRecords, noteDue } from "../../storage/associations/due.ts";
import { linksOf } from "../../storage/associations/links.ts";
import { findingsOfSubjects } from "../../storage/judging/doubtful-findings.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/**
 * What is asked for page by page reads its page, in a database that has not weighed its tables: a statement that reads
 * a whole table for each page is quadratic, and a large installation meets it on its first day.
 */
const many = 6_000;
const page = 100;
const pair = { from: "deal", to: "contact" } as const;
const ids = Array.from({ length: many }, (_, index) => String(100_000 + index));
let open: OpenDatabase;

beforeAll(async () => {
  open = await openTestDatabase();
  const { db } = open;
  const numbers = sql`generate_series(100000, ${99_999 + many}::integer) as n`;
  await sql`insert into record (client_id, record_type, record_id, properties, updated_at, seen_at)
    select 'acme', 'deal', n::text, '{}'::jsonb, now(), now() from ${numbers}`.execute(db);
  await sql`insert into association (client_id, from_type, from_id, to_type, to_id)
    select 'acme', 'deal', n::text, 'contact', n::text from ${numbers}`.execute(db);
  await noteDue(db, "acme", "deal", ["contact"], ids);
});
afterAll(() => open.close());

test("records whose associations are due, and not those that the mirror has lost", async () => {
  const [first, ...others] = ids;
  await sql`delete from record where record_id = ${first}`.execute(open.db);
  const read = await rowsReadBy("record", async () => {
    const due = await dueRecords(open.db, "acme", pair, page);
    expect(due.map(({ id }) => id)).toEqual(others.slice(0, page));
  });
  expect(read).toBeLessThan(3 * page);
});

test("what hangs on the records of a page", async () => {
  const read = await rowsReadBy("association", async () => {
    expect((await linksOf(open.db, "acme", pair, ids.slice(0, page))).get(ids[1]!)).toEqual([ids[1]]);
  });
  expect(read).toBeLessThan(3 * page);
});

test("findings about the records of a page", async () => {
  await sql`insert into finding (client_id, finding_id, check_id, topic, subject_type, subject_id, subject_label, severity, status,
      verdict, evidence, since, opened_at, first_seen_at, last_seen_at, last_judged_at, episode, event_no, baseline)
    select 'acme', 'f' || n, 'deal-stale', 'stale-deals', 'deal', n::text, 'Deal', 'low', 'open', 'fail', '{}'::jsonb, now(),
      now(), now(), now(), now(), 1, 1, false
    from generate_series(100000, ${99_999 + many}::integer) as n`.execute(open.db);
  const read = await rowsReadBy("finding", async () => {
    const subjects = { type: "deal", ids: ids.slice(0, page) };
    expect(await findingsOfSubjects(open.db, "acme", subjects, ["deal-stale"])).toHaveLength(page);
    expect(await findingsOfSubjects(open.db, "acme", subjects, ["another"])).toEqual([]);
  });
  expect(read).toBeLessThan(3 * page);
});

async function rowsReadBy(table: string, work: () => Promise<void>): Promise<number> {
  const before = await rowsRead(table);
  await work();
  return (await rowsRead(table)) - before;
}

async function rowsRead(table: string): Promise<number> {
  // The database tells what it counted a second after it last did.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await sql`select pg_stat_force_next_flush(), pg_stat_clear_snapshot()`.execute(open.db);
  const { rows } = await sql<{ read: number }>`
    select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::double precision as read
    from pg_stat_user_tables where relname = ${table}
  `.execute(open.db);
  return rows[0]!.read;
}
