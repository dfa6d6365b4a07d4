import { sql } from "kysely";
import { scoreChange, type Score } from "../../domain/reporting/score.ts";
import type { DashboardDatabase } from "../options.ts";

/** The last score of one local day. */
export interface DayScore {
  /** "2026-11-23" in the client's zone. */
  readonly day: string;
  readonly score: number | null;
  /** Of how many enabled checks, how many could be assessed. */
  readonly assessed: number;
  readonly enabled: number;
}

const dayMs = 86_400_000;

/** The last score of each local day since then, oldest first. Days without a finished run are left out. */
export async function readScoreHistory(
  db: DashboardDatabase,
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
          "as_of",
        ])
        .where("client_id", "=", clientId)
        .where("as_of", ">=", since)
        .where("score", "is not", null)
        .as("scored"),
    )
    .distinctOn("day")
    .select(["day", "score", "assessed", "enabled"])
    .orderBy("day")
    .orderBy("as_of", "desc")
    .execute();
}

/** How far the score moved from the last day that lies `days` or more before `today`; null as `scoreChange` says. */
export function changeOver(
  history: readonly DayScore[],
  score: Score | null,
  today: string,
  days: number,
): number | null {
  const limit = new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
  const past = history.findLast((entry) => entry.day <= limit && entry.score !== null);
  return past === undefined ? null : scoreChange(score, { ...past, value: past.score });
}
