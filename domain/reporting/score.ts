import type { Severity } from "../findings/severity.ts";

/** `partly-assessed`: judged on a scan that was not complete, so it may have opened findings and resolved none. */
export type CheckOutcomeStatus = "assessed" | "partly-assessed" | "not-assessed";

/** How one check fared in one run. */
export interface CheckOutcome {
  readonly checkId: string;
  readonly status: CheckOutcomeStatus;
  /** Why it was not, or only partly, assessed. */
  readonly reason: string | null;
  /** What a person can do about that. */
  readonly remedy: string | null;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

/** The counts of one run, as `revwatch audit` prints them. */
export interface RunCounts {
  readonly opened: number;
  readonly reopened: number;
  readonly resolved: number;
  readonly stillOpen: number;
  readonly unknown: number;
}

/** How many points one check costs the score. */
export interface ScorePart {
  readonly checkId: string;
  readonly lost: number;
}

/** A health score from 0 to 100 with the evidence that it rests on. */
export interface Score {
  /** Null when nothing could be assessed: no evidence, no score. */
  readonly value: number | null;
  readonly assessed: number;
  readonly enabled: number;
  /** Largest loss first; checks that cost nothing are left out. */
  readonly parts: readonly ScorePart[];
  /** Set when an open critical finding holds the score down, into the red. */
  readonly cappedBy: string | null;
}

/** From this score on a portal is green; below the second it is red. */
export const greenFrom = 85;
export const amberFrom = 65;

/** A portal with an open critical finding is red, whatever else is. */
const criticalCap = amberFrom - 1;

const weight: Readonly<Record<Severity, number>> = { low: 1, medium: 2, high: 4, critical: 8 };

export interface ScoredCheck {
  readonly severity: Severity;
  readonly failShare: number;
  readonly outcome: CheckOutcome;
  readonly hasOpenCritical: boolean;
  /** It watches our own work: it can hold the score down, but seeing earns no points and is no coverage. */
  readonly watchesUs: boolean;
}

/**
 * The portal's score: each check loses its weight in proportion to the share of its subjects that fail, and all of
 * it at `failShare`. Checks that were not fully assessed count in the coverage only.
 */
export function scorePortal(checks: readonly ScoredCheck[]): Score {
  const weighed = checks.filter(({ watchesUs }) => !watchesUs);
  const assessed = weighed.filter(({ outcome }) => outcome.status === "assessed");
  const total = assessed.reduce((sum, { severity }) => sum + weight[severity], 0);
  const enabled = weighed.length;
  if (total === 0) return { value: null, assessed: 0, enabled, parts: [], cappedBy: null };

  const parts = assessed
    .map((check) => ({
      checkId: check.outcome.checkId,
      lost: (100 * weight[check.severity] * lossShare(check)) / total,
    }))
    .filter(({ lost }) => lost > 0)
    .sort((a, b) => b.lost - a.lost || a.checkId.localeCompare(b.checkId));
  const earned = Math.max(0, Math.round(100 - parts.reduce((sum, { lost }) => sum + lost, 0)));

  // A critical finding is open until something proves its end, also where its check could not look today.
  const critical = checks.find(({ hasOpenCritical }) => hasOpenCritical);
  const cappedBy = critical !== undefined && earned > criticalCap ? critical.outcome.checkId : null;
  return { value: cappedBy === null ? earned : criticalCap, assessed: assessed.length, enabled, parts, cappedBy };
}

function lossShare({ failShare, outcome }: ScoredCheck): number {
  const judged = outcome.passed + outcome.failed;
  return judged === 0 ? 0 : Math.min(1, outcome.failed / judged / failShare);
}

/**
 * How many points a score moved. Null where one of the two is missing, or when they rest on different numbers of
 * checks: a check that could not look would pass for a better or worse portal.
 */
export function scoreChange(now: ScoreValue | null, before: ScoreValue | null): number | null {
  if (now === null || before === null || now.value === null || before.value === null) return null;
  if (now.assessed !== before.assessed || now.enabled !== before.enabled) return null;
  return now.value - before.value;
}

type ScoreValue = Pick<Score, "value" | "assessed" | "enabled">;

export type Grade = "green" | "amber" | "red" | "unknown";

/** The colour of a score; `unknown` where nothing could be assessed. */
export function gradeOf(score: number | null): Grade {
  if (score === null) return "unknown";
  return score >= greenFrom ? "green" : score >= amberFrom ? "amber" : "red";
}
