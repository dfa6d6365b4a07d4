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
export const deleteFrom = (table: keyof Database, victims: RawBuilder<unknown>) =>
  sql`delete from ${sql.table(table)} where ctid = any(array(${victims}))`;

/** A table that grows with something else than time. */
export const bounded = (by: string) => ({ keeps: `Until \`revwatch purge\`; one row for each ${by}.` });
