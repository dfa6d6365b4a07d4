import type { Selectable } from "kysely";
import type { Score } from "../../domain/reporting/score.ts";
import type { RunTable, StoreReader } from "../database.ts";

export type RunRow = Selectable<RunTable>;

/** The latest audit of a client that has ended, however it ended. */
export async function readLastRun(db: StoreReader, clientId: string): Promise<RunRow | undefined> {
  return latestRuns(db, clientId).where("status", "!=", "running").executeTakeFirst();
}

/** The latest score that an audit of the client has given; null before the first. */
export async function readLastScore(db: StoreReader, clientId: string): Promise<Score | null> {
  const run = await latestRuns(db, clientId).where("score", "is not", null).executeTakeFirst();
  return run?.score ?? null;
}

/** The instant up to which a client's past has been audited, its baseline included; null before the first. */
export async function readLastReplayed(db: StoreReader, clientId: string): Promise<Date | null> {
  const run = await latestRuns(db, clientId)
    .where("mode", "in", ["baseline", "history"])
    .where("finished_at", "is not", null)
    .executeTakeFirst();
  return run?.as_of ?? null;
}

function latestRuns(db: StoreReader, clientId: string) {
  return db.selectFrom("run").selectAll().where("client_id", "=", clientId).orderBy("as_of", "desc").limit(1);
}
