import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";

/** One thing that one process saw, kept until it sees it anew. */
export interface Sight {
  readonly kind: "process" | "temporal" | "disk" | "gap" | "heartbeat";
  readonly source: string;
  readonly at: Date;
  readonly value: unknown;
}

/** A process that was not heard of for so long is forgotten. */
const forgetMs = 3 * 86_400_000;

/** Keeps what this process saw now, in place of what it saw before. */
export async function putSight(db: Kysely<Database>, { kind, source, at, value }: Sight): Promise<void> {
  const stored = JSON.stringify(value);
  await db
    .insertInto("watch_sight")
    .values({ client_id: "", kind, source, at, value: stored })
    .onConflict((conflict) => conflict.columns(["client_id", "kind", "source"]).doUpdateSet({ at, value: stored }))
    .execute();
}

/** Everything that any process saw, and the database's own clock. */
export async function readSights(
  db: Kysely<Database>,
): Promise<{ readonly sights: readonly Sight[]; readonly clock: Date }> {
  const { rows } = await sql<{ clock: Date; kind: Sight["kind"] | null; source: string; at: Date; value: unknown }>`
    select clock_timestamp() as clock, kind, source, at, value
    from (values (1)) as one left join watch_sight on client_id = '' order by at`.execute(db);
  const sights = rows.flatMap(({ kind, source, at, value }) => (kind === null ? [] : [{ kind, source, at, value }]));
  return { sights, clock: rows[0]!.clock };
}

/** Forgets processes that have been gone for days. */
export async function forgetOldSights(db: Kysely<Database>, now: Date): Promise<void> {
  await db
    .deleteFrom("watch_sight")
    .where("client_id", "=", "")
    .where("at", "<", new Date(now.getTime() - forgetMs))
    .execute();
}

/**
 * Takes a turn that only one of several processes may take in a span of time, such as the heartbeat to the outside.
 *
 * @returns Whether it is ours.
 */
export async function takeTurn(db: Kysely<Database>, source: string, now: Date, everyMs: number): Promise<boolean> {
  const value = JSON.stringify({});
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("watch_sight")
    .values({ client_id: "", kind: "heartbeat", source, at: now, value })
    .onConflict((conflict) =>
      conflict
        .columns(["client_id", "kind", "source"])
        .doUpdateSet({ at: now })
        .where("watch_sight.at", "<=", new Date(now.getTime() - everyMs)),
    )
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1;
}
