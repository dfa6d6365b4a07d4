import { sql } from "kysely";
import { scoreChange, type Score } from "../../domain/score.ts";
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

/** The same with every day up to this one, so that a line of days that stopped ends where it stopped. */
export function upToDay(history: readonly DayScore[], last: string): readonly DayScore[] {
  const known = new Map(history.map((entry) => [entry.day, entry]));
  const days: DayScore[] = [];
  for (let day = history[0]?.day; day !== undefined && day <= last; day = dayAfter(day))
    days.push(known.get(day) ?? { day, score: null, assessed: 0, enabled: 0 });
  return days;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** How far the score moved from the last day that lies `days` or more before `today`; null as `scoreChange` says. */
export function changeOver(history: readonly DayScore[], score: Score | null, today: string, days: number): number | null {
  const limit = new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
  const past = history.findLast((entry) => entry.day <= limit && entry.score !== null);
  return past === undefined ? null : scoreChange(score, { ...past, value: past.score });
}
