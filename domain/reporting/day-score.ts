import { scoreChange, type Score } from "./score.ts";

/** The last score of one local day. */
export interface DayScore {
  /** "2026-11-23" in the client's zone. */
  readonly day: string;
  readonly score: number | null;
  /** Of how many enabled checks, how many could be assessed. */
  readonly assessed: number;
  readonly enabled: number;
  /** Which checks it rests on; null or left out where an older version reckoned it. */
  readonly basis?: string | null;
}

const dayMs = 86_400_000;

/** How far the score moved from the last day that lies `days` or more before `today`; null as `scoreChange` says. */
export function changeOver(
  history: readonly DayScore[],
  score: Score | null,
  today: string,
  days: number,
): number | null {
  const limit = new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
  const past = history.findLast((entry) => entry.day <= limit && entry.score !== null);
  if (past === undefined) return null;
  const { score: value, assessed, enabled, basis } = past;
  return scoreChange(score, { value, assessed, enabled, ...(basis ? { basis } : {}) });
}
