import { areas, type Area } from "../findings/area.ts";
import type { Severity } from "../findings/severity.ts";
import { shortHash } from "../short-hash.ts";
import { criticalAreaCap, weightOf, type AreaScore } from "./area-scores.ts";

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
  /** How each area stands that has a check switched on, in the order of areas. Left out by older versions. */
  readonly areas?: readonly AreaScore[];
  /** Which checks it rests on, and how it was reckoned, as a hash: two scores compare where it is the same. */
  readonly basis?: string;
}

/** From this score on a portal is green; below the second it is red. */
export const greenFrom = 85;
export const amberFrom = 65;

/** A portal with an open critical finding is red, whatever else is. */
const criticalCap = amberFrom - 1;

const weight: Readonly<Record<Severity, number>> = { low: 1, medium: 2, high: 4, critical: 8 };

export interface ScoredCheck {
  readonly area: Area;
  readonly severity: Severity;
  readonly failShare: number;
  readonly outcome: CheckOutcome;
  readonly hasOpenCritical: boolean;
  /** It watches our own work: it can hold the score down, but seeing earns no points and is no coverage. */
  readonly watchesUs: boolean;
}

/** Raised when the same outcomes make another score, so that no change is told across it. */
const reckoning = 2;

/**
 * The portal's score, by area first: in an area each assessed check loses its weight by severity in proportion to the
 * share of its subjects that fail, and all of it at `failShare`. The areas count by their weights, however many checks
 * each has. Checks that were not fully assessed count in the coverage only.
 */
export function scorePortal(checks: readonly ScoredCheck[]): Score {
  const weighed = checks.filter(({ watchesUs }) => !watchesUs);
  const byArea = Map.groupBy(weighed.filter(isAssessed), ({ area }) => area);
  const total = [...byArea.keys()].reduce((sum, area) => sum + weightOf(area), 0);
  const assessed = weighed.filter(isAssessed).length;
  const enabled = weighed.length;
  if (total === 0) return { value: null, assessed: 0, enabled, parts: [], cappedBy: null };

  const parts = [...byArea]
    .flatMap(([area, group]) => partsOf(group, (100 * weightOf(area)) / total))
    .sort((a, b) => b.lost - a.lost || a.checkId.localeCompare(b.checkId));
  const earned = Math.max(0, Math.round(100 - parts.reduce((sum, { lost }) => sum + lost, 0)));

  // A critical finding is open until something proves its end, also where its check could not look today.
  const critical = checks.find(({ hasOpenCritical }) => hasOpenCritical);
  const cappedBy = critical !== undefined && earned > criticalCap ? critical.outcome.checkId : null;
  return {
    value: cappedBy === null ? earned : criticalCap,
    assessed,
    enabled,
    parts,
    cappedBy,
    areas: areas.filter((area) => weighed.some((one) => one.area === area)).map((area) => areaScore(area, weighed)),
    basis: basisOf([...byArea.values()].flat()),
  };
}

const isAssessed = ({ outcome }: ScoredCheck) => outcome.status === "assessed";

/** What the checks of one area cost, of the points that the area has. */
function partsOf(assessed: readonly ScoredCheck[], points: number): readonly ScorePart[] {
  const total = assessed.reduce((sum, { severity }) => sum + weight[severity], 0);
  return assessed
    .map((check) => ({
      checkId: check.outcome.checkId,
      lost: (points * weight[check.severity] * lossShare(check)) / total,
    }))
    .filter(({ lost }) => lost > 0);
}

function areaScore(area: Area, weighed: readonly ScoredCheck[]): AreaScore {
  const own = weighed.filter((check) => check.area === area);
  const assessed = own.filter(isAssessed);
  const lost = partsOf(assessed, 100).reduce((sum, part) => sum + part.lost, 0);
  const cap = own.some(({ hasOpenCritical }) => hasOpenCritical) ? criticalAreaCap : 100;
  const value = assessed.length === 0 ? null : Math.min(cap, Math.max(0, Math.round(100 - lost)));
  return { area, value, assessed: assessed.length, enabled: own.length };
}

function basisOf(assessed: readonly ScoredCheck[]): string {
  return shortHash([reckoning, ...assessed.map(({ outcome }) => outcome.checkId).toSorted()].join(" "));
}

function lossShare({ failShare, outcome }: ScoredCheck): number {
  const judged = outcome.passed + outcome.failed;
  return judged === 0 ? 0 : Math.min(1, outcome.failed / judged / failShare);
}

/**
 * How many points a score moved. Null where one of the two is missing, or when they do not rest on the same checks: a
 * check that could not look, or that is new, would pass for a better or worse portal.
 */
export function scoreChange(now: ScoreValue | null, before: ScoreValue | null): number | null {
  if (now === null || before === null || now.value === null || before.value === null) return null;
  if (now.basis !== before.basis || now.assessed !== before.assessed) return null;
  // Scores of older versions do not say on which checks they rest, only on how many.
  if (now.basis === undefined && now.enabled !== before.enabled) return null;
  return now.value - before.value;
}

type ScoreValue = Pick<Score, "value" | "assessed" | "enabled" | "basis">;

export type Grade = "green" | "amber" | "red" | "unknown";

/** The colour of a score; `unknown` where nothing could be assessed. */
export function gradeOf(score: number | null): Grade {
  if (score === null) return "unknown";
  return score >= greenFrom ? "green" : score >= amberFrom ? "amber" : "red";
}
