import { sql } from "kysely";
import { deleteFrom, type TableRetention } from "./table-retention.ts";

/** What people chose about findings. */
export const choiceTables = {
  silence: {
    keeps: "`alerts` after it ended.",
    prune: {
      by: "alerts",
      statement: ({ before, limit }) =>
        deleteFrom(
          "silence",
          sql`select ctid from silence where until < ${before} or ended_at < ${before} order by until limit ${limit}`,
        ),
    },
  },
  snooze: {
    keeps: "A day after it ended.",
    prune: {
      by: { days: 1 },
      statement: ({ before, limit }) =>
        deleteFrom("snooze", sql`select ctid from snooze where until < ${before} order by until limit ${limit}`),
    },
  },
  acceptance: {
    keeps: "Until it is withdrawn or its finding goes; one row for each finding that a person accepted.",
    prune: {
      by: "findings",
      statement: ({ before, limit }) =>
        deleteFrom(
          "acceptance",
          sql`select a.ctid from acceptance a where a.until < ${before} and ${isWithoutFinding("a")} limit ${limit}`,
        ),
    },
  },
  assignment: {
    keeps: "`findings` after it was given, unless its episode is open.",
    prune: {
      by: "findings",
      statement: ({ before, limit }) =>
        deleteFrom(
          "assignment",
          sql`select a.ctid from assignment a where a.at < ${before} and ${isNotOpen("a")} order by a.at limit ${limit}`,
        ),
    },
  },
  note: {
    keeps: "`findings` after it was written, unless its episode is open.",
    prune: {
      by: "findings",
      statement: ({ before, limit }) =>
        deleteFrom(
          "note",
          sql`select n.ctid from note n where n.at < ${before} and ${isNotOpen("n")} order by n.at limit ${limit}`,
        ),
    },
  },
} as const satisfies Readonly<Record<string, TableRetention>>;

function isWithoutFinding(row: string) {
  const column = (name: string) => sql.ref(`${row}.${name}`);
  return sql`not exists (
    select from finding f where f.client_id = ${column("client_id")} and f.finding_id = ${column("finding_id")}
  )`;
}

function isNotOpen(row: string) {
  const column = (name: string) => sql.ref(`${row}.${name}`);
  return sql`not exists (
    select from finding f
    where f.client_id = ${column("client_id")} and f.finding_id = ${column("finding_id")}
      and f.episode = ${column("episode")} and f.status = 'open'
  )`;
}
