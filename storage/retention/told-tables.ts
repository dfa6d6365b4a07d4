import { sql, type RawBuilder } from "kysely";
import { bounded, deleteFrom, type TableRetention } from "./table-retention.ts";

/** What people were told. */
export const toldTables = {
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
  notice: {
    keeps: "After what it tells of was over for its receiver, 90 days. Living ones stay.",
    prune: {
      by: { days: 90 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "notice",
          sql`select n.ctid from notice n
            where n.state = 'over' and n.changed_at < ${before} order by n.changed_at limit ${limit}`,
        ),
    },
  },
  problem: {
    keeps: "As long as its finding.",
    prune: {
      by: { days: 90 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "problem",
          sql`select p.ctid from problem p where p.asked_at < ${before}
            and not exists (select 1 from finding f where f.client_id = p.client_id and f.finding_id = p.finding_id)
            order by p.asked_at limit ${limit}`,
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
  mail_stop: bounded("client, mailbox and kind of e-mail that was stopped"),
  report: {
    keeps: "`reports`.",
    prune: {
      by: "reports",
      statement: ({ before, limit }) =>
        deleteFrom("report", sql`select ctid from report where as_of < ${before} order by as_of limit ${limit}`),
    },
  },
} as const satisfies Readonly<Record<string, TableRetention>>;

/** True for a row whose alert is over, or has gone on to a later episode. */
function isNotLiving(row: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${row}.${name}`);
  return sql`not exists (
    select 1 from alert a
    where a.client_id = ${column("client_id")} and a.alert_id = ${column("alert_id")} and a.episode = ${column("episode")}
      and a.status <> 'resolved'
  )`;
}
