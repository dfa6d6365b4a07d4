import { sql } from "kysely";
import { bounded, deleteFrom, type TableRetention } from "./table-retention.ts";

/** Runs, and what they found. */
export const judgedTables = {
  run: {
    keeps:
      "`runs`, then the last scored run of each local day for `scores`. The newest complete run of each cadence stays.",
    prune: {
      by: "scores",
      statement: ({ before, limit }) => sql`
        with gone as (${deleteFrom(
          "run",
          sql`select r.ctid from run r where r.as_of < ${before}
            and not exists (select 1 from reading where reading.client_id = r.client_id and reading.run_id = r.run_id)
            and exists (select 1 from run newer where newer.client_id = r.client_id and newer.as_of > r.as_of and newer.cadence = r.cadence)
            order by r.as_of limit ${limit}`,
        )} returning client_id, run_id), ${goneWithRuns}
        select client_id from gone`,
    },
  },
  scan: { keeps: "With their run." },
  check_outcome: { keeps: "With their run." },

  finding: {
    keeps: "`findings` after they were resolved. Open ones stay.",
    prune: {
      by: "findings",
      statement: ({ before, limit }) => sql`
        with gone as (${deleteFrom(
          "finding",
          sql`select f.ctid from finding f where f.status = 'resolved' and f.resolved_at < ${before}
            and not exists (
              select 1 from alert where alert.client_id = f.client_id and alert.status <> 'resolved' and alert.told ? f.finding_id
            )
            order by f.resolved_at limit ${limit}`,
        )} returning client_id, finding_id),
        events as (delete from finding_event e using gone g where e.client_id = g.client_id and e.finding_id = g.finding_id)
        select client_id from gone`,
    },
  },
  finding_event: {
    keeps: "With their finding; those of its earlier episodes for `findings`.",
    prune: {
      by: "findings",
      statement: ({ before, limit }) =>
        deleteFrom(
          "finding_event",
          sql`select e.ctid from finding_event e where e.at < ${before}
            and not exists (
              select 1 from finding f
              where f.client_id = e.client_id and f.finding_id = e.finding_id and (f.episode = e.episode or f.status = 'resolved')
            )
            order by e.at limit ${limit}`,
        ),
    },
  },
  exclusion: {
    keeps: "Until it is taken back, and until `revwatch purge`; one row for each finding that a person excluded.",
  },
  past_exclusion: {
    keeps: "`reports` after a person excluded something, where that no longer holds or the person was deleted.",
    prune: {
      by: "reports",
      statement: ({ before, limit }) =>
        deleteFrom(
          "past_exclusion",
          sql`select ctid from past_exclusion where at < ${before} order by at limit ${limit}`,
        ),
    },
  },
  check_baseline: bounded("client and check"),
  check_telling: bounded("client and check"),
  measurement: {
    keeps: "A figure a day for 13 months, then the last one of each week.",
    prune: {
      by: { days: 396 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "measurement",
          sql`select m.ctid from measurement m where m.day < ${before} and exists (
              select 1 from measurement later
              where later.client_id = m.client_id and later.measure = m.measure and later.cohort = m.cohort
                and later.day > m.day and date_trunc('week', later.day) = date_trunc('week', m.day)
            )
            order by m.day limit ${limit}`,
        ),
    },
  },
} as const satisfies Readonly<Record<string, TableRetention>>;

/** What hangs on the runs that a statement has called `gone`. */
export const goneWithRuns = sql`
  scans as (delete from scan s using gone g where s.client_id = g.client_id and s.run_id = g.run_id),
  outcomes as (delete from check_outcome o using gone g where o.client_id = g.client_id and o.run_id = g.run_id)`;
