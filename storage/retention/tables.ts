import { sql, type RawBuilder } from "kysely";
import type { Retention } from "../../domain/retention.ts";
import type { Database } from "../database.ts";

export interface PruneInput {
  /** What is older may go. */
  readonly before: Date;
  /** At most so many rows in one statement. */
  readonly limit: number;
}

/** For how long the rows of one table are kept. */
export interface TableRetention {
  /** For docs/operations.md. */
  readonly keeps: string;
  /** Left out where the table does not grow with time, or where its rows go with those of another table. */
  readonly prune?: {
    readonly by: keyof Retention | { readonly days: number };
    readonly statement: (input: PruneInput) => RawBuilder<unknown>;
  };
}

/** Deletes the rows that a query names by their `ctid`, which PostgreSQL then finds without a search. */
const deleteFrom = (table: keyof Database, victims: RawBuilder<unknown>) =>
  sql`delete from ${sql.table(table)} where ctid = any(array(${victims}))`;

const withRuns = "With their run.";
const bounded = (by: string) => ({ keeps: `Until \`revwatch purge\`; one row for each ${by}.` });

/**
 * Every table, with what is kept of it. Statements work on all clients at once and follow an index on age.
 *
 * What is open is never touched: open findings, alerts that are not over with their messages and threads, the newest
 * complete run of each cadence, the approved and the last two
 * versions of each item that a portal is set up with.
 */
export const tables: Readonly<Record<keyof Database | "schema_migration", TableRetention>> = {
  client: bounded("client"),
  record: { keeps: "As long as HubSpot has the record, and until `revwatch purge`." },
  left_record: {
    keeps: "Until everything else that is kept of a deleted contact is gone too, which the same run does.",
  },
  merged_record: bounded("record that was merged"),
  mirror_state: bounded("client and record type"),
  association: { keeps: "As long as HubSpot has it and a check asks for it." },
  association_state: bounded("client and two record types"),
  association_due: { keeps: "Until the next run has asked for the associations of that record." },
  property_set: { keeps: "Until the next list after the last record that was read with it." },
  standing: {
    keeps: "As long as its record, and until `revwatch purge`; one row for each record and cadence that judges it.",
  },
  judged_group: bounded("client, cadence and record type"),
  judged_check: bounded("client, cadence, record type and check"),
  day_count: { keeps: "As long as a record counts under its check, day and cohort, and until `revwatch purge`." },
  judging_comparison: bounded("client"),
  reading: bounded("client and cadence"),
  allowance: bounded("client and kind of limit"),
  capability: bounded("client and endpoint"),
  latest_outcome: bounded("client and check"),
  schedule_state: bounded("client and schedule"),
  channel_state: { keeps: "Until a message gets through; one row for each channel and address that takes none." },
  report_waiver: {
    keeps: "A year; one row for each weekly report that was not sent because its schedule was paused.",
    prune: {
      by: { days: 365 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "report_waiver",
          sql`select w.ctid from report_waiver w where w.at < ${before} order by w.at limit ${limit}`,
        ),
    },
  },
  blocked_work: {
    keeps: "Until the step passes, or a day after it was last tried.",
    prune: {
      by: { days: 1 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "blocked_work",
          sql`select b.ctid from blocked_work b where b.last_at < ${before} order by b.last_at limit ${limit}`,
        ),
    },
  },
  setting: { keeps: "For ever; a handful of rows." },
  schema_migration: { keeps: "For ever; one row for each migration." },

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
  scan: { keeps: withRuns },
  check_outcome: { keeps: withRuns },

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
  alert: bounded("client, receiver and topic"),
  alert_event: {
    keeps: "`alerts` after the event. Those of an alert that is not over stay.",
    prune: {
      by: "alerts",
      statement: ({ before, limit }) =>
        deleteFrom(
          "alert_event",
          sql`select e.ctid from alert_event e where e.at < ${before} and ${isNotLiving("e")} order by e.at limit ${limit}`,
        ),
    },
  },
  outbox: {
    keeps:
      "`messages` after they were written. Those that are not settled, and those of an alert that is not over, stay.",
    prune: {
      by: "messages",
      statement: ({ before, limit }) =>
        deleteFrom(
          "outbox",
          sql`select o.ctid from outbox o
            where o.state in ('sent', 'superseded', 'failed') and o.created_at < ${before} and ${isNotLiving("o")}
            order by o.created_at limit ${limit}`,
        ),
    },
  },
  slack_thread: {
    keeps: "As long as the messages of its alert's episode.",
    prune: {
      by: { days: 0 }, // it has no age of its own, and is as small as the outbox keeps it
      statement: ({ limit }) =>
        deleteFrom(
          "slack_thread",
          sql`select t.ctid from slack_thread t where ${isNotLiving("t")}
            and not exists (
              select 1 from outbox o where o.client_id = t.client_id and o.alert_id = t.alert_id and o.episode = t.episode
            )
            limit ${limit}`,
        ),
    },
  },
  report: {
    keeps: "`reports`.",
    prune: {
      by: "reports",
      statement: ({ before, limit }) =>
        deleteFrom("report", sql`select ctid from report where as_of < ${before} order by as_of limit ${limit}`),
    },
  },
  inventory_kind: bounded("client and kind of inventory"),
  inventory_item: {
    keeps: "As long as the portal has it; `configurations` after its deletion was approved.",
    prune: {
      by: "configurations",
      statement: ({ before, limit }) => sql`
        with gone as (${deleteFrom(
          "inventory_item",
          sql`select i.ctid from inventory_item i
            join inventory_version v
              on v.client_id = i.client_id and v.kind = i.kind and v.item_id = i.item_id and v.version = i.version
            where not i.is_present and i.version = i.approved_version and v.as_of < ${before} limit ${limit}`,
        )} returning client_id, kind, item_id)
        delete from inventory_version v using gone g
          where v.client_id = g.client_id and v.kind = g.kind and v.item_id = g.item_id`,
    },
  },
  inventory_version: {
    keeps: "`configurations`. Of each item the approved version and the last two stay.",
    prune: {
      by: "configurations",
      statement: ({ before, limit }) =>
        deleteFrom(
          "inventory_version",
          sql`select v.ctid from inventory_version v
            join inventory_item i on i.client_id = v.client_id and i.kind = v.kind and i.item_id = v.item_id
            where v.as_of < ${before} and v.version < i.version - 1 and v.version is distinct from i.approved_version
            order by v.as_of limit ${limit}`,
        ),
    },
  },
  inventory_figure: {
    keeps: "A value a day for 400 days, and the last one before.",
    prune: {
      by: { days: 400 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "inventory_figure",
          sql`select f.ctid from inventory_figure f where f.day < ${before}
            and exists (
              select 1 from inventory_figure later
              where later.client_id = f.client_id and later.kind = f.kind and later.item_id = f.item_id
                and later.day > f.day and later.day <= ${before}
            )
            order by f.day limit ${limit}`,
        ),
    },
  },
  touch: {
    keeps: "`touches`, which is longer than every look-back.",
    prune: {
      by: "touches",
      statement: ({ before, limit }) =>
        deleteFrom(
          "touch",
          sql`select ctid from touch where coalesce(at, stored_at) < ${before} order by coalesce(at, stored_at) limit ${limit}`,
        ),
    },
  },
  hand: {
    keeps: "`touches` after it was raised.",
    prune: {
      by: "touches",
      statement: ({ before, limit }) => sql`
        with gone as (${deleteFrom(
          "hand",
          sql`select ctid from hand where raised_at < ${before} order by raised_at limit ${limit}`,
        )} returning client_id, hand_id),
        turns as (delete from hand_turn t using gone g where t.client_id = g.client_id and t.hand_id = g.hand_id)
        select client_id from gone`,
    },
  },
  hand_turn: { keeps: "With its hand." },
  hand_state: bounded("client"),
  allowance_slice: {
    keeps: "A day.",
    prune: {
      by: { days: 1 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "allowance_slice",
          sql`select ctid from allowance_slice where until < ${before} order by until limit ${limit}`,
        ),
    },
  },
  lost_span: {
    keeps: "`auditLog` after a restore.",
    prune: {
      by: "auditLog",
      statement: ({ before, limit }) =>
        deleteFrom("lost_span", sql`select ctid from lost_span where settled_at < ${before} limit ${limit}`),
    },
  },
  watch_sight: { keeps: "Some days after its process was last there." },
  watch_alarm: {
    keeps: "`alerts` after it ended. The last one of each kind and subject stays.",
    prune: {
      by: "alerts",
      statement: ({ before, limit }) =>
        deleteFrom(
          "watch_alarm",
          sql`select w.ctid from watch_alarm w where w.state = 'ended' and w.ended_at < ${before}
            and exists (
              select 1 from watch_alarm newer
              where newer.client_id = w.client_id and newer.kind = w.kind and newer.subject = w.subject and newer.episode > w.episode
            )
            order by w.ended_at limit ${limit}`,
        ),
    },
  },
  audit_log: {
    keeps: "`auditLog`.",
    prune: {
      by: "auditLog",
      statement: ({ before, limit }) =>
        deleteFrom("audit_log", sql`select ctid from audit_log where at < ${before} order by at limit ${limit}`),
    },
  },
};

/** What hangs on the runs that a statement has called `gone`. */
export const goneWithRuns = sql`
  scans as (delete from scan s using gone g where s.client_id = g.client_id and s.run_id = g.run_id),
  outcomes as (delete from check_outcome o using gone g where o.client_id = g.client_id and o.run_id = g.run_id)`;

/** True for a row whose alert is over, or has gone on to a later episode. */
function isNotLiving(row: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${row}.${name}`);
  return sql`not exists (
    select 1 from alert a
    where a.client_id = ${column("client_id")} and a.alert_id = ${column("alert_id")} and a.episode = ${column("episode")}
      and a.status <> 'resolved'
  )`;
}
