import { sql } from "kysely";
import { deleteFrom, type TableRetention } from "./table-retention.ts";

/** What Revwatch notes of itself. */
export const processTables = {
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
} as const satisfies Readonly<Record<string, TableRetention>>;
