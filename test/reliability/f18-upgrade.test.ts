import { sql, type Kysely } from "kysely";
import { expect, test } from "vitest";
import { migrate } from "../../storage/migrate.ts";
import { migrations } from "../../storage/migrations/index.ts";
import { openPostgres } from "../../storage/open-database.ts";
import { createTestDatabase } from "../support/create-test-database.ts";
import { describeWith } from "../support/describe-with.ts";
import { atMost, exactly, figure, isFull, row } from "./row.ts";

/** Schemas that installations had: each is the list of migrations up to here. */
const released = migrations.map((_, index) => migrations.slice(0, index + 1));
const findings = isFull ? 1_000_000 : 2_000;

/** What no upgrade may change. Columns of the first schema, so that every later one has them. */
const told = [
  "select client_id, finding_id, status, severity, verdict, summary, since, opened_at, episode, event_no, baseline from finding",
  "select client_id, finding_id, event_no, kind, at, decision, because, alert_id from finding_event",
  "select client_id, alert_id, receiver, status, revision, told, covered, steps, next_step, announced_revision from alert",
  "select client_id, delivery_key, state, attempt, sent_at, external_id, message from outbox",
];

/**
 * Two clients with findings, their events, an open alert each, and messages sent and waiting, as the first schema keeps
 * them.
 */
async function fill(db: Kysely<unknown>, count: number): Promise<void> {
  for (const statement of [
    `insert into client (client_id, name, portal_id, state, onboarded_at, access, access_checked_at)
      select 'c' || n, 'Client ' || n, '10' || n, 'live', '2026-01-01', '{"state":"granted","reason":null,"remedy":null}', '2026-11-01'
      from generate_series(0, 1) n`,
    `insert into run (client_id, run_id, cadence, mode, period, as_of, status, finished_at, workflow_id, workflow_run_id, score, counts)
      select 'c' || n % 2, 'fast-' || n, (array['fast', 'hourly', 'daily'])[1 + n % 3], 'live', t, t, 'complete', t, 'w', 'r',
        '{"value":90,"assessed":9,"enabled":9,"parts":[],"cappedBy":null}', '{}'
      from generate_series(1, ${count} / 20) n, lateral (select '2026-10-01'::timestamptz + n * interval '1 minute' as t) x`,
    `insert into finding (client_id, finding_id, check_id, topic, subject_type, subject_id, subject_label, severity, status, verdict,
        summary, evidence, since, opened_at, first_seen_at, last_seen_at, last_judged_at, resolved_at, episode, event_no, baseline)
      select 'c' || n % 2, 'lead-unanswered/contact/' || n, 'lead-unanswered', 'waiting-leads', 'contact', n::text, 'Lead ' || n,
        'high', case when n % 4 = 0 then 'open' else 'resolved' end, 'fail', 'Lead ' || n || ' waits.', '{"waitedMinutes":90}',
        t, t, t, t, t, case when n % 4 = 0 then null else t end, 1, 1, false
      from generate_series(1, ${count}) n, lateral (select '2026-10-01'::timestamptz + n * interval '1 second' as t) x`,
    `insert into finding_event (client_id, finding_id, event_no, kind, at, run_id, mode, severity, summary, evidence, episode, decision, because)
      select client_id, finding_id, 1, 'opened', opened_at, 'fast-1', 'live', severity, summary, evidence, 1, 'told', 'it is new' from finding`,
    `insert into alert (client_id, alert_id, receiver, topic, episode, status, revision, severity, opened_at, covered, told, steps,
        next_step, announced_revision, updated_at, workflow_id)
      select client_id, 'sales.waiting-leads', 'sales', 'waiting-leads', 1, 'open', 3, 'high', '2026-11-01', '[]',
        coalesce((select jsonb_agg(finding_id) from (select finding_id from finding f where f.client_id = client.client_id and status = 'open' limit 50) listed), '[]'),
        '[]', 0, 3, '2026-11-01', 'alert/' || client_id || '/sales.waiting-leads' from client`,
    `insert into outbox (client_id, delivery_key, alert_id, episode, revision, channel, act, receiver, address, message, state, because, created_at, sent_at)
      select 'c' || n % 2, 'key-' || n, 'sales.waiting-leads', 1, n, 'slack', 'update', 'sales', '{"slack":"#sales"}', '{"kind":"alert"}',
        case when n % 50 = 0 then 'pending' else 'sent' end, 'it is new', '2026-11-01', case when n % 50 = 0 then null else '2026-11-01'::timestamptz end
      from generate_series(1, ${Math.min(count, 20_000)}) n`,
    `insert into touch (client_id, contact_id, engagement_type, engagement_id, kind, at)
      select 'c' || n % 2, n::text, 'calls', n::text, 'call', '2026-10-01' from generate_series(1, ${count} / 4) n`,
  ])
    await sql.raw(statement).execute(db);
}

/** One number for all that was told and found; equal before and after, or the upgrade has changed something. */
async function digest(db: Kysely<unknown>): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const query of told) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as digest from (${sql.raw(query)}) t`.execute(
      db,
    );
    digests.push(rows[0]!.digest);
  }
  return digests;
}

row("F18", () => {
  describeWith("postgres", "an upgrade on PostgreSQL", () => {
    test("from every released schema: equal findings, alerts and messages, nothing told; a second time changes nothing", async () => {
      let slowest = 0;
      let changed = 0;
      // The whole number only where the longest way begins; the others show that each way leads there.
      for (const [index, schema] of released.entries()) {
        const database = await createTestDatabase();
        const old = await openPostgres(database.url, { migrations: schema });
        await fill(old.db as never, index < 2 ? findings : 2_000);
        const before = await digest(old.db as never);
        await old.close();

        const startedAt = performance.now();
        const upgraded = await openPostgres(database.url);
        slowest = Math.max(slowest, (performance.now() - startedAt) / 1_000);
        const after = await digest(upgraded.db as never);
        if (JSON.stringify(after) !== JSON.stringify(before)) changed += 1;
        await migrate(upgraded.db as never);
        expect(await digest(upgraded.db as never)).toEqual(before);
        expect(await upgraded.db.selectFrom("lost_span").selectAll().execute()).toEqual([]);
        await upgraded.close();
        await database.drop();
      }
      figure("schemas that changed what was found or told", changed, exactly(0));
      figure(
        `slowest upgrade with ${findings.toLocaleString("en")} findings`,
        Math.round(slowest * 10) / 10,
        atMost(60, "s"),
      );
    });
  });
});
