import { sql } from "kysely";
import type { DayScore } from "../../domain/reporting/day-score.ts";
import type { StoreReader } from "../database.ts";

/** The last score of each local day since then, oldest first. Days without a finished run are left out. */
export async function readScoreHistory(
  db: StoreReader,
  clientId: string,
  timeZone: string,
  since: Date,
): Promise<readonly DayScore[]> {
  return db
    .selectFrom((from) =>
      from
        .selectFrom("run")
        .select([
          sql<string>`to_char(as_of at time zone ${timeZone}, 'YYYY-MM-DD')`.as("day"),
          sql<number | null>`(score->>'value')::integer`.as("score"),
          sql<number>`(score->>'assessed')::integer`.as("assessed"),
          sql<number>`(score->>'enabled')::integer`.as("enabled"),
          sql<string | null>`score->>'basis'`.as("basis"),
          "as_of",
        ])
        .where("client_id", "=", clientId)
        .where("as_of", ">=", since)
        .where("score", "is not", null)
        .as("scored"),
    )
    .distinctOn("day")
    .select(["day", "score", "assessed", "enabled", "basis"])
    .orderBy("day")
    .orderBy("as_of", "desc")
    .execute();
}
