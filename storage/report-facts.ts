import { sql, type Kysely } from "kysely";
import type { FindingHistory, WeekEvent } from "../domain/reporting/build-weekly-report.ts";
import { isFixed } from "../domain/findings/ending.ts";
import type { Score } from "../domain/reporting/score.ts";
import { wasToldAt } from "./check-tellings.ts";
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
export async function dailyScores(
  db: Kysely<Database>,
  clientId: string,
  from: Date,
  before: Date,
  dayOf: (at: Date) => string,
) {
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

/**
 * The findings that a week has to do with, as they stood when it ended: those open then, and those that ended in it. It
 * is told from their events alone, so that it is the same whenever it is asked.
 */
export async function findingHistories(
  db: Kysely<Database>,
  clientId: string,
  week: { readonly from: Date; readonly before: Date },
): Promise<readonly FindingHistory[]> {
  const lasts = db
    .selectFrom("finding_event")
    .select(["finding_id", "episode", "kind", "at"])
    .distinctOn("finding_id")
    .where("client_id", "=", clientId)
    .where("at", "<", week.before)
    .orderBy("finding_id")
    .orderBy("event_no", "desc");
  const rows = await db
    .with("last", () => lasts)
    .selectFrom("last")
    .innerJoin("finding", (join) =>
      join.onRef("finding.finding_id", "=", "last.finding_id").on("finding.client_id", "=", clientId),
    )
    .innerJoin("finding_event as event", (join) =>
      join
        .onRef("event.finding_id", "=", "last.finding_id")
        .onRef("event.episode", "=", "last.episode")
        .on("event.client_id", "=", clientId),
    )
    .where(wasToldAt(sql.ref("finding.check_id"), clientId, week.before))
    .where((eb) => eb.or([eb("last.kind", "<>", "resolved"), eb("last.at", ">=", week.from)]))
    .where("event.at", "<", week.before)
    .selectAll("event")
    .select(["finding.check_id", "finding.subject_label", "finding.subject_url"])
    .orderBy("event.finding_id")
    .orderBy("event.event_no")
    .execute();
  return [...Map.groupBy(rows, ({ finding_id }) => finding_id).values()].map((events) => {
    const [opening] = events as [(typeof rows)[number]];
    const failing = events.findLast(({ kind }) => kind !== "resolved") ?? opening;
    return {
      findingId: opening.finding_id,
      checkId: opening.check_id,
      label: opening.subject_label,
      summary: failing.summary,
      evidence: failing.evidence,
      endedAt: events.at(-1)!.kind === "resolved" ? events.at(-1)!.at : null,
      severity: failing.severity,
      url: opening.subject_url,
      since: failing.since ?? opening.at,
      episode: opening.episode,
      isOpen: events.at(-1)!.kind !== "resolved",
      openedAt: opening.at,
      isBaseline: opening.baseline,
    };
  });
}

/** What broke and what was fixed within a week. What a check's first complete look found did not break in that week. */
export async function eventsOfWeek(
  db: Kysely<Database>,
  clientId: string,
  from: Date,
  before: Date,
): Promise<readonly WeekEvent[]> {
  const rows = await db
    .selectFrom("finding_event as event")
    .leftJoin("finding", (join) =>
      join.onRef("finding.client_id", "=", "event.client_id").onRef("finding.finding_id", "=", "event.finding_id"),
    )
    .select(["event.finding_id", "event.kind", "event.at", "event.episode", "event.baseline", "event.ending"])
    .where("event.client_id", "=", clientId)
    .where(wasToldAt(sql.ref("finding.check_id"), clientId, sql.ref("event.at")))
    .where("event.at", "<", before)
    .where("event.kind", "in", ["opened", "reopened", "resolved"])
    .orderBy("event.event_id")
    .execute();
  const beganAt = new Map<string, Date>();
  const events: WeekEvent[] = [];
  for (const { finding_id, kind, at, episode, baseline, ending } of rows) {
    const key = `${finding_id}/${episode}`;
    if (kind !== "resolved") beganAt.set(key, at);
    if (at < from || (kind !== "resolved" && baseline)) continue;
    const opened = beganAt.get(key);
    const minutesToResolve =
      kind === "resolved" && opened !== undefined ? Math.floor((at.getTime() - opened.getTime()) / 60_000) : null;
    const kindOfEvent = kind !== "resolved" ? "broke" : isFixed(ending) ? "fixed" : "ended";
    events.push({
      findingId: finding_id,
      kind: kindOfEvent,
      minutesToResolve,
      ...(kind === "resolved" ? { ending } : {}),
    });
  }
  return events;
}
