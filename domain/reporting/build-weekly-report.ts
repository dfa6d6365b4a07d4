import type { BusinessTime } from "../business-time.ts";
import type { Ending } from "../findings/ending.ts";
import { countOf } from "../duration.ts";
import { gradeOf, type CheckOutcome, type Score, scoreChange } from "./score.ts";
import type { Evidence } from "../findings/verdict.ts";
import { severityRank, type Severity } from "../findings/severity.ts";
import { unjudgedOf, type UnjudgedShare } from "./unjudged.ts";
import { acceptedDebt } from "./accepted-debt.ts";
import type { LeadAnswers, ReportDecision, ReportFinding, WeeklyReport } from "./weekly-report.ts";

/** What the report has to know of a check. */
export interface ReportCheck {
  readonly id: string;
  /** The failing state in a few words. */
  readonly title: string;
  readonly executive: string;
  readonly decision: string;
  readonly subjectsStandAlone: boolean;
  /** Who hears of its failures. */
  readonly receiverName: string;
}

/** A finding with what happened to it. */
export interface FindingHistory extends Omit<ReportFinding, "title" | "minutesToResolve" | "since" | "summary"> {
  /** The sentence of an older version; null where it is made from the evidence. */
  readonly summary: string | null;
  readonly evidence: Evidence;
  /** Null for one that was open at the end of the week. */
  readonly endedAt: Date | null;
  readonly since: Date;
  readonly isOpen: boolean;
  readonly openedAt: Date;
  readonly isBaseline: boolean;
}

/** Something that happened in the week. */
export interface WeekEvent {
  readonly findingId: string;
  /** `ended`: it is over without having been seen healthy, such as a deleted lead or a check that was switched off. */
  readonly kind: "broke" | "fixed" | "ended";
  readonly minutesToResolve: number | null;
  /** How it ended; left out for what broke. */
  readonly ending?: Ending | null;
}

export interface WeeklyReportFacts {
  readonly clientId: string;
  readonly clientName: string;
  readonly portalId: string;
  readonly week: { readonly name: string; readonly firstDay: string; readonly lastDay: string };
  /** The end of the week, whenever the report is built: it must not matter when. */
  readonly asOf: Date;
  readonly businessTime: BusinessTime;
  readonly businessHours: string;
  readonly checks: readonly ReportCheck[];
  /** Of these alone the coverage is counted: what watches ourselves is no look at the portal. */
  readonly watching: readonly string[];
  /** So many were observed only, at the end of the week; left out: none. */
  readonly observed?: number;
  readonly outcomes: readonly CheckOutcome[];
  /** Why the end of the week was not read in time, in a sentence; null when it was. Then the scores mean nothing. */
  readonly unchecked: string | null;
  /** At the end of the week, and at the end of the one before. */
  readonly score: Score | null;
  readonly scoreBefore: Score | null;
  readonly trend: readonly { readonly day: string; readonly score: number | null }[];
  readonly findings: readonly FindingHistory[];
  readonly events: readonly WeekEvent[];
  /** The sentence of a finding as it stood at the end of the week, or at its own end. */
  readonly say: (finding: FindingHistory) => string;
  /** What people had accepted, by finding. */
  readonly acceptances?: ReadonlyMap<string, { readonly at: Date; readonly until: Date }>;
  readonly leads: LeadAnswers;
  readonly runs: number;
  readonly lastRunId: string | null;
  readonly dashboardUrl: string | null;
}

const shownFindings = 8;
const maxDecisions = 3;

/** Builds the one weekly report. Pure: the same facts give the same report. */
export function buildWeeklyReport(facts: WeeklyReportFacts): WeeklyReport {
  const { week, scoreBefore, unchecked } = facts;
  const score = unchecked === null ? facts.score : null;
  const value = score?.value ?? null;
  const change = scoreChange(score, scoreBefore);
  const grade = gradeOf(value);
  const decisions = decisionsOf(facts);
  const broke = facts.events.filter(({ kind }) => kind === "broke");
  const fixed = facts.events.filter(({ kind }) => kind === "fixed");
  const titleOf = (checkId: string) => facts.checks.find(({ id }) => id === checkId)?.title ?? checkId;
  return {
    clientId: facts.clientId,
    clientName: facts.clientName,
    period: week.name,
    firstDay: week.firstDay,
    lastDay: week.lastDay,
    verdict: verdictOf(grade, value, change, decisions.length, unchecked),
    grade,
    score: value,
    change,
    trend: facts.trend,
    coverage: {
      assessed: score?.assessed ?? 0,
      enabled: score?.enabled ?? facts.watching.length,
      gaps: facts.outcomes
        .filter(({ checkId, status }) => status !== "assessed" && facts.watching.includes(checkId))
        .map(({ checkId, reason }) => ({ title: titleOf(checkId), reason: reason ?? "it could not be assessed" })),
      unjudged: unjudgedIn(facts).map(({ checkId, unknown, of }) => ({ title: titleOf(checkId), unknown, of })),
      ...(facts.observed === undefined || facts.observed === 0 ? {} : { observed: facts.observed }),
    },
    unchecked,
    lostPoints: (score?.parts ?? []).map(({ checkId, lost }) => ({
      title: titleOf(checkId),
      lost: Math.round(lost * 10) / 10,
    })),
    decisions,
    broke: reported(facts, broke, titleOf),
    brokeInAll: broke.length,
    fixed: reported(facts, fixed, titleOf),
    fixedInAll: fixed.length,
    endedOtherwise: facts.events.filter(({ kind }) => kind === "ended").length,
    endedBy: endingsOf(facts.events),
    stillOpen: facts.findings.filter(({ isOpen }) => isOpen).length,
    accepted: acceptedDebt(facts),
    leads: facts.leads,
    method: {
      asOf: facts.asOf.toISOString(),
      timeZone: facts.businessTime.timeZone,
      businessHours: facts.businessHours,
      portalId: facts.portalId,
      runs: facts.runs,
      lastRunId: facts.lastRunId,
      definitions,
    },
    dashboardUrl: facts.dashboardUrl,
  };
}

function unjudgedIn({ checks, outcomes, watching }: WeeklyReportFacts): readonly UnjudgedShare[] {
  return outcomes.flatMap((outcome) => {
    const { checkId, status } = outcome;
    const standsAlone = checks.find(({ id }) => id === checkId)?.subjectsStandAlone ?? false;
    const share = unjudgedOf(checkId, standsAlone, outcome);
    return share === null || status !== "assessed" || !watching.includes(checkId) ? [] : [share];
  });
}

function endingsOf(events: readonly WeekEvent[]): NonNullable<WeeklyReport["endedBy"]> {
  const ended = events.filter(({ kind }) => kind === "ended");
  return [...Map.groupBy(ended, ({ ending }) => ending ?? "no-longer-applies")]
    .map(([ending, group]) => ({ ending, count: group.length }))
    .toSorted((a, b) => b.count - a.count || a.ending.localeCompare(b.ending));
}

const gradeWords: Readonly<Record<WeeklyReport["grade"], string>> = {
  green: "Green",
  amber: "Amber",
  red: "Red",
  unknown: "No score",
};
const smallNumbers = ["Nothing needs", "One thing needs", "Two things need", "Three things need"];

function verdictOf(
  grade: WeeklyReport["grade"],
  score: number | null,
  change: number | null,
  decisions: number,
  unchecked: string | null,
): string {
  const moved =
    change === null ? "" : change === 0 ? " (unchanged)" : ` (${change > 0 ? "up" : "down"} ${Math.abs(change)})`;
  const none = unchecked === null ? "No score: nothing could be assessed." : `No score. ${unchecked}`;
  const first = score === null ? none : `${gradeWords[grade]}, ${score}${moved}.`;
  // Nobody can say that nothing needs them where nothing could be seen.
  if (score === null && decisions === 0) return first;
  return `${first} ${smallNumbers[decisions]} you${decisions === 0 ? " this week" : ""}.`;
}

/**
 * The worst open matters, one for each check, worst first. Mild ones are the team's to mend, unless they keep coming
 * back.
 */
function decisionsOf({ findings, checks, asOf, businessTime }: WeeklyReportFacts): readonly ReportDecision[] {
  const open = findings.filter(({ isOpen }) => isOpen);
  return [...Map.groupBy(open, ({ checkId }) => checkId)]
    .map(([checkId, group]) => ({
      check: checks.find(({ id }) => id === checkId),
      group: group.toSorted(
        (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.since.getTime() - b.since.getTime(),
      ),
    }))
    .filter(
      ({ group }) =>
        severityRank(group[0]!.severity) >= severityRank("high") || group.some(({ episode }) => episode >= 3),
    )
    .toSorted(
      (a, b) =>
        severityRank(b.group[0]!.severity) - severityRank(a.group[0]!.severity) || b.group.length - a.group.length,
    )
    .flatMap(({ check, group }) => (check === undefined ? [] : [decisionOf(check, group, asOf, businessTime)]))
    .slice(0, maxDecisions);
}

function decisionOf(
  check: ReportCheck,
  group: readonly FindingHistory[],
  asOf: Date,
  businessTime: BusinessTime,
): ReportDecision {
  const [first, ...others] = group as [FindingHistory, ...FindingHistory[]];
  const dueDays: Readonly<Record<Severity, number>> = { critical: 1, high: 3, medium: 5, low: 5 };
  return {
    what: check.decision,
    whyNow: check.executive,
    affected: others.length === 0 ? first.label : `${first.label} and ${countOf(others.length, "other")}`,
    proposedOwner: check.receiverName,
    by: businessTime.localDay(new Date(asOf.getTime() + dueDays[first.severity] * 86_400_000)),
  };
}

function reported(
  facts: WeeklyReportFacts,
  events: readonly WeekEvent[],
  titleOf: (checkId: string) => string,
): readonly ReportFinding[] {
  return events
    .flatMap(({ findingId, minutesToResolve }) => {
      const finding = facts.findings.find((one) => one.findingId === findingId);
      if (finding === undefined) return [];
      const { checkId, label, severity, url, since, episode } = finding;
      return [
        {
          findingId,
          checkId,
          title: titleOf(checkId),
          label,
          summary: facts.say(finding),
          severity,
          url,
          since: since.toISOString(),
          minutesToResolve,
          episode,
        },
      ];
    })
    .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity) || a.since.localeCompare(b.since))
    .slice(0, shownFindings);
}

const definitions = [
  {
    term: "Score",
    meaning:
      "By area first: in each area, 100 less what its assessed checks lose, by severity and in proportion to the share of their subjects that fail. Areas count by fixed weights. An open critical finding makes a portal red. Checks that could not be assessed count in the coverage only, observed ones nowhere.",
  },
  { term: "Coverage", meaning: "Checks whose data was read completely, of the checks that are switched on." },
  {
    term: "Answered within the promise",
    meaning:
      "A person of the team reached the lead within the promised business minutes: a call that was answered, an e-mail that arrived, a message, or a meeting that was booked. A request whose promise runs on into the next week is counted there.",
  },
  {
    term: "p50, p90",
    meaning:
      "Half, and nine in ten, of the answered leads waited no longer than this, in business minutes. Leads without an answer are not in it.",
  },
  {
    term: "Time to resolve",
    meaning: "From the audit that first saw it to the audit that no longer did, in calendar time.",
  },
] as const;
