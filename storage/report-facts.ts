import type { Kysely } from "kysely";
import type { FindingHistory, WeekEvent } from "../domain/build-weekly-report.ts";
import { isFixed } from "../domain/ending.ts";
import type { Score } from "../domain/score.ts";
import type { Database } from "./database.ts";

/** The score as it stood at an instant; null when no run before it had one. */
export async function lastScoreBefore(db: Kysely<Database>, clientId: string, before: Date): Promise<Score | null> {
  const row = await db
    .selectFrom("run")
    .select("score")
    .where("client_id", "=", clientId)
    .where("as_of", "<", before)
    .where("score", "is not", null)
    .orderBy("as_of", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.score ?? null;
}

/** The last score of each local day, oldest first; days without a run are left out. */
export async function dailyScores(db: Kysely<Database>, clientId: string, from: Date, before: Date, dayOf: (at: Date) => string) {
  const rows = await db
    .selectFrom("run")
    .select(["as_of", "score"])
    .where("client_id", "=", clientId)
    .where("as_of", ">=", from)
    .where("as_of", "<", before)
    .where("score", "is not", null)
    .orderBy("as_of")
    .execute();
  const byDay = new Map(rows.map(({ as_of, score }) => [dayOf(as_of), score?.value ?? null]));
  return [...byDay].map(([day, score]) => ({ day, score }));
}

export async function runsWithin(
  db: Kysely<Database>,
  clientId: string,
  from: Date,
  before: Date,
): Promise<{ readonly runs: number; readonly lastRunId: string | null }> {
  const rows = await db
    .selectFrom("run")
    .select("run_id")
    .where("client_id", "=", clientId)
    .where("as_of", ">=", from)
    .where("as_of", "<", before)
    .where("finished_at", "is not", null)
    .orderBy("as_of")
    .execute();
  return { runs: rows.length, lastRunId: rows.at(-1)?.run_id ?? null };
}

/** Every finding as it stood at an instant, as far as its events tell. */
export async function findingHistories(db: Kysely<Database>, clientId: string, at: Date): Promise<readonly FindingHistory[]> {
  const rows = await db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("first_seen_at", "<", at)
    .execute();
  return rows.map((row) => ({
    findingId: row.finding_id,
    checkId: row.check_id,
    label: row.subject_label,
    summary: row.summary,
    severity: row.severity,
    url: row.subject_url,
    since: row.since,
    episode: row.episode,
    isOpen: row.status === "open" || (row.resolved_at !== null && row.resolved_at >= at),
    openedAt: row.opened_at,
    isBaseline: row.baseline,
  }));
}

/** What broke and what was fixed within a week. What the baseline found did not break in that week. */
export async function eventsOfWeek(
  db: Kysely<Database>,
  clientId: string,
  from: Date,
  before: Date,
): Promise<readonly WeekEvent[]> {
  const rows = await db
    .selectFrom("finding_event")
    .select(["finding_id", "kind", "at", "episode", "mode", "ending"])
    .where("client_id", "=", clientId)
    .where("at", "<", before)
    .where("kind", "in", ["opened", "reopened", "resolved"])
    .orderBy("event_id")
    .execute();
  const beganAt = new Map<string, Date>();
  const events: WeekEvent[] = [];
  for (const { finding_id, kind, at, episode, mode, ending } of rows) {
    const key = `${finding_id}/${episode}`;
    if (kind !== "resolved") beganAt.set(key, at);
    if (at < from || (kind !== "resolved" && mode === "baseline")) continue;
    const opened = beganAt.get(key);
    const minutesToResolve =
      kind === "resolved" && opened !== undefined ? Math.floor((at.getTime() - opened.getTime()) / 60_000) : null;
    const kindOfEvent = kind !== "resolved" ? "broke" : isFixed(ending) ? "fixed" : "ended";
    events.push({ findingId: finding_id, kind: kindOfEvent, minutesToResolve });
  }
  return events;
}
