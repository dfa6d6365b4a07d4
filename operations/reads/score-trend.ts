import type { ClientConfig } from "../../config/config.ts";
import { changeOver, type DayScore } from "../../domain/reporting/day-score.ts";
import { fillDays } from "../../domain/reporting/fill-days.ts";
import type { StoreReader } from "../../storage/database.ts";
import { readScoreHistory } from "../../storage/reads/score-history.ts";
import type { AuditAge } from "./client-ages.ts";
import { readStanding, type Standing } from "./standing.ts";

/** How a client stands, and how its score has moved. */
export interface StandingWithTrend extends Standing {
  /** Against seven days ago. */
  readonly change: number | null;
  /** Up to today: days on which nothing was read have no score. */
  readonly history: readonly DayScore[];
}

const historyDays = 28;
const dayMs = 86_400_000;

export async function readStandingWithTrend(
  db: StoreReader,
  client: ClientConfig,
  age: AuditAge,
  now: Date,
): Promise<StandingWithTrend> {
  const { clientId, timeZone } = client;
  const [standing, history] = await Promise.all([
    readStanding(db, client, age, now),
    readScoreHistory(db, clientId, timeZone, new Date(now.getTime() - historyDays * dayMs)),
  ]);
  const today = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(now);
  return {
    ...standing,
    change: changeOver(history, standing.score, today, 7),
    history: fillDays(history, today, (day) => ({ day, score: null, assessed: 0, enabled: 0 })),
  };
}
