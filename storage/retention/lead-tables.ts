import { sql } from "kysely";
import { bounded, deleteFrom, type TableRetention } from "./table-retention.ts";

/** Who asked and who answered. */
export const leadTables = {
  touch: {
    keeps: "`touches`, or for as long as a check of any client looks back.",
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
    keeps: "`touches` after it was raised, or for as long as a check of any client looks back.",
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
} as const satisfies Readonly<Record<string, TableRetention>>;
