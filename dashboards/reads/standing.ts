import type { ClientConfig } from "../../config/config.ts";
import type { PortalAccess } from "../../domain/access.ts";
import { fillDays } from "../../domain/reporting/fill-days.ts";
import type { Score } from "../../domain/reporting/score.ts";
import type { RunStatus } from "../../storage/database.ts";
import { coverageOf, type ClientCoverage } from "../../operations/reads/client-coverage.ts";
import type { AuditAge } from "../../operations/reads/client-ages.ts";
import type { DashboardDatabase } from "../options.ts";
import { changeOver, readScoreHistory, type DayScore } from "./score-history.ts";

export interface RunSummary {
  readonly runId: string;
  readonly cadence: string;
  readonly status: RunStatus;
  readonly reason: string | null;
  readonly asOf: Date;
  readonly workflowId: string;
  readonly workflowRunId: string;
}

/** How one client stands: its access, its last audits and its score. */
export interface Standing {
  /** `waiting`: in the config, and no audit has met it yet. */
  readonly state: "waiting" | "onboarding" | "live" | "removed";
  readonly access: PortalAccess | null;
  readonly accessCheckedAt: Date | null;
  readonly lastRun: RunSummary | null;
  /** What could be assessed of all that is switched on, as the command line counts it. */
  readonly coverage: ClientCoverage;
  /** How old the last complete readings are, by the one rule. */
  readonly age: AuditAge;
  /** Null when the portal cannot be read or was not read in time: a score from before would claim what nobody saw. */
  readonly score: Score | null;
  /** Against seven days ago. */
  readonly change: number | null;
  /** Up to today: days on which nothing was read have no score. */
  readonly history: readonly DayScore[];
}

const historyDays = 28;
const dayMs = 86_400_000;

export async function readStanding(
  db: DashboardDatabase,
  client: ClientConfig,
  age: AuditAge,
  now: Date,
): Promise<Standing> {
  const { clientId, timeZone } = client;
  const [row, coverage, lastRun, scored, history] = await Promise.all([
    db.selectFrom("client").selectAll().where("client_id", "=", clientId).executeTakeFirst(),
    coverageOf(db, client, age, now),
    readLastRun(db, clientId),
    readLastScore(db, clientId),
    readScoreHistory(db, clientId, timeZone, new Date(now.getTime() - historyDays * dayMs)),
  ]);
  const access = row?.access ?? null;
  const isSeen = access?.state === "granted" && age.isChecked;
  const score = isSeen ? (scored?.score ?? null) : null;
  const today = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(now);
  return {
    state: row?.state ?? "waiting",
    access,
    accessCheckedAt: row?.access_checked_at ?? null,
    lastRun,
    coverage,
    age,
    score,
    change: changeOver(history, score, today, 7),
    history: fillDays(history, today, (day) => ({ day, score: null, assessed: 0, enabled: 0 })),
  };
}

async function readLastRun(db: DashboardDatabase, clientId: string): Promise<RunSummary | null> {
  const row = await db
    .selectFrom("run")
    .select(["run_id", "cadence", "status", "reason", "as_of", "workflow_id", "workflow_run_id"])
    .where("client_id", "=", clientId)
    .where("status", "!=", "running")
    .orderBy("as_of", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    runId: row.run_id,
    cadence: row.cadence,
    status: row.status,
    reason: row.reason,
    asOf: row.as_of,
    workflowId: row.workflow_id,
    workflowRunId: row.workflow_run_id,
  };
}

async function readLastScore(db: DashboardDatabase, clientId: string) {
  return db
    .selectFrom("run")
    .select("score")
    .where("client_id", "=", clientId)
    .where("score", "is not", null)
    .orderBy("as_of", "desc")
    .limit(1)
    .executeTakeFirst();
}
