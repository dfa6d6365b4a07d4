import { sayUnjudged } from "../../domain/reporting/unjudged.ts";
import { endingWords } from "../../domain/findings/ending.ts";
import { countOf, sayBusinessMinutes, sayMinutes } from "../../domain/duration.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import { sayBeside } from "./say-beside.ts";
import {
  stillWaiting,
  type AcceptedDebt,
  type LeadAnswers,
  type NamedWait,
  type ReportFinding,
  type WeeklyReport,
} from "../../domain/reporting/weekly-report.ts";
import { sayInstant, sayInstantInFull } from "../../domain/say-instant.ts";
import { sayChange, sayDay, sayDays, sayList, sayMore, sayPoints, sayWeek } from "../format.ts";
import { aroundName, oneLine, type SentenceParts } from "../plain-words.ts";
import { sayTrend } from "./trend.ts";

export interface FindingWords extends SentenceParts {
  readonly severity: Severity;
  readonly url: string | null;
  /** "since Mon 16 Nov, 09:12", "over after 2 h 5 min", "third time". */
  readonly notes: readonly string[];
}

export interface FindingList {
  readonly title: string;
  /** What stands in place of an empty list; null when there is something in it. */
  readonly empty: string | null;
  readonly findings: readonly FindingWords[];
  readonly more: string | null;
}

export interface DecisionWords {
  readonly what: string;
  readonly lines: readonly { readonly name: string; readonly value: string }[];
}

export interface LeadWords {
  /** Why the numbers mean nothing; null when they are known. */
  readonly reason: string | null;
  readonly summary: string;
  /** The promise, half and nine of ten; empty when nobody asked. */
  readonly numbers: readonly { readonly number: string; readonly label: string }[];
  readonly unanswered: readonly WaitWords[];
  /** "and 30 more leads", or an empty string. */
  readonly more: string;
  /** Who was answered after the promise. */
  readonly late: readonly WaitWords[];
  readonly lateMore: string;
  /** What is counted beside the requests, a sentence each. */
  readonly beside: readonly string[];
}

export interface WaitWords {
  readonly name: string;
  readonly url: string | null;
  readonly waited: string;
}

export type ReportTone = "good" | "high" | "critical" | "soft";

/**
 * Every word and number of the weekly report, in order. The e-mail, the page and the text lay these out and add
 * nothing of their own, so they cannot differ in a number.
 */
export interface WeeklyWords {
  readonly title: string;
  readonly days: string;
  readonly verdict: string;
  readonly tone: ReportTone;
  readonly score: string;
  readonly scoreNote: string;
  readonly coverage: { readonly share: string; readonly label: string };
  readonly gaps: readonly { readonly title: string; readonly reason: string }[];
  /** What checks that count as assessed could not judge, a sentence each. */
  readonly unjudged: readonly string[];
  readonly trend: string | null;
  readonly trendDays: WeeklyReport["trend"];
  readonly lostPoints: readonly { readonly name: string; readonly value: string; readonly share: number }[];
  readonly decisions: readonly DecisionWords[];
  readonly noDecision: string;
  readonly broke: FindingList;
  readonly fixed: FindingList;
  readonly stillOpen: string;
  readonly leads: LeadWords;
  readonly method: readonly { readonly name: string; readonly value: string }[];
  readonly definitions: readonly { readonly term: string; readonly meaning: string }[];
  readonly url: string | null;
}

/** Silence is not health: what nobody looked at is never called well. */
function whenEmpty(report: WeeklyReport, calm: string): string {
  const { assessed, enabled } = report.coverage;
  if (report.unchecked !== undefined && report.unchecked !== null)
    return `Not known. ${oneLine(report.unchecked, 300)}`;
  if (assessed === 0) return "Not known: nothing could be assessed this week.";
  return assessed < enabled ? `${calm}, as far as could be assessed.` : `${calm}.`;
}

const tones = { green: "good", amber: "high", red: "critical", unknown: "soft" } as const;

export function weeklyWords(report: WeeklyReport): WeeklyWords {
  const { timeZone } = report.method;
  const { assessed, enabled, gaps, unjudged = [], observed = 0 } = report.coverage;
  return {
    title: `${oneLine(report.clientName, 80)}, ${sayWeek(report.period).toLowerCase()}`,
    days: `${sayDays(report.firstDay, report.lastDay)}${sayLate(report)}`,
    verdict: oneLine(report.verdict, 300),
    tone: tones[report.grade],
    score: report.score === null ? "No score" : String(report.score),
    scoreNote: scoreNote(report),
    coverage: { share: `${assessed} of ${enabled}`, label: `${enabled === 1 ? "check" : "checks"} assessed` },
    gaps: gaps.map(({ title, reason }) => ({ title: oneLine(title, 200), reason: oneLine(reason, 400) })),
    unjudged: [
      ...unjudged.map((share) => `${oneLine(share.title, 200)}: ${sayUnjudged(share)}`),
      ...(observed === 0
        ? []
        : [
            `${countOf(observed, "new check")} observed first: shown on the dashboard, not in this report or its score.`,
          ]),
    ],
    trend: sayTrend(report.trend),
    trendDays: report.trend,
    lostPoints: report.lostPoints.map(({ title, lost }) => ({
      name: oneLine(title, 200),
      value: `−${sayPoints(lost)}`,
      share: lost,
    })),
    decisions: report.decisions.slice(0, 3).map(decisionWords),
    noDecision: whenEmpty(report, "Nothing needs you this week"),
    broke: listOf("Opened", whenEmpty(report, "Nothing opened this week"), report.broke, report.brokeInAll, (finding) =>
      brokeNotes(finding, timeZone),
    ),
    fixed: listOf(
      "Fixed",
      whenEmpty(report, "Nothing was fixed this week"),
      report.fixed,
      report.fixedInAll,
      fixedNotes,
    ),
    stillOpen: sayStillOpen(report),
    leads: leadWords(report.leads),
    method: methodWords(report.method),
    definitions: report.method.definitions,
    url: report.dashboardUrl,
  };
}

function scoreNote({ score, change, unchecked }: WeeklyReport): string {
  if (unchecked !== undefined && unchecked !== null) return "not checked at the end of this week";
  if (score === null) return "nothing could be assessed";
  const said = sayChange(change);
  return said === null
    ? "health of 100; no earlier week on the same checks to compare with"
    : `health of 100, ${said} on the week before`;
}

function decisionWords({
  what,
  whyNow,
  affected,
  proposedOwner,
  by,
}: WeeklyReport["decisions"][number]): DecisionWords {
  return {
    what: oneLine(what, 300),
    lines: [
      { name: "Why now", value: oneLine(whyNow, 400) },
      { name: "Affected", value: oneLine(affected, 300) },
      { name: "Proposed owner", value: oneLine(proposedOwner, 100) },
      { name: "By", value: sayDay(by) },
    ],
  };
}

function listOf(
  name: string,
  empty: string,
  findings: readonly ReportFinding[],
  inAll: number,
  notes: (finding: ReportFinding) => readonly string[],
): FindingList {
  const left = inAll - findings.length;
  return {
    title: `${name}: ${inAll}`,
    empty: inAll === 0 ? empty : null,
    findings: findings.map((finding) => ({
      ...aroundName(finding.summary, finding.label),
      severity: finding.severity,
      url: finding.url,
      notes: notes(finding),
    })),
    more: left > 0 ? `and ${left} more` : null,
  };
}

function brokeNotes(finding: ReportFinding, timeZone: string): readonly string[] {
  const ending = finding.minutesToResolve === null ? [] : [`resolved after ${sayMinutes(finding.minutesToResolve)}`];
  return [`since ${sayInstant(finding.since, timeZone)}`, ...ending, ...recurrence(finding)];
}

/** What ended in another way than by being healthy is counted where the reader looks for what was fixed. */
function sayStillOpen(report: WeeklyReport): string {
  const { stillOpen, endedOtherwise = 0, endedBy, accepted = null } = report;
  const open =
    stillOpen === 0
      ? whenEmpty(report, "Nothing is open")
      : `${countOf(stillOpen, "finding is", "findings are")} open now.${accepted === null ? "" : ` ${sayDebt(accepted)}`}`;
  if (endedOtherwise === 0) return open;
  const how =
    endedBy === undefined
      ? "deleted, no longer relevant or no longer watched"
      : sayList(endedBy.map(({ ending, count }) => `${count} ${endingWords[ending]}`));
  return `${countOf(endedOtherwise, "finding")} ended without being seen healthy: ${how}. ${open}`;
}

function fixedNotes(finding: ReportFinding): readonly string[] {
  const took = finding.minutesToResolve === null ? [] : [`took ${sayMinutes(finding.minutesToResolve)}`];
  return [...took, ...recurrence(finding)];
}

function recurrence({ episode }: ReportFinding): readonly string[] {
  return episode > 1 ? [`came back: episode ${episode}`] : [];
}

/** More names than this would bury the rest of the page. */
const mostNamed = 10;

function leadWords(leads: LeadAnswers): LeadWords {
  if (!leads.known) {
    const reason = leads.reason ?? "the engagements could not be read";
    const nothing = { numbers: [], unanswered: [], more: "", late: [], lateMore: "", beside: [] };
    return { reason, summary: `Not known: ${reason}`, ...nothing };
  }
  const { answeredLate = [] } = leads;
  return {
    reason: null,
    summary: leads.raised === 0 ? "No requests to be contacted this week." : leadSentence(leads),
    numbers: leads.raised === 0 ? [] : leadNumbers(leads),
    unanswered: leads.unanswered.slice(0, mostNamed).map((wait) => waitWords(wait, "waited")),
    more: sayMore(stillWaiting(leads) - Math.min(mostNamed, leads.unanswered.length), "lead"),
    late: answeredLate.slice(0, mostNamed).map((wait) => waitWords(wait, "answered after")),
    lateMore: sayMore(Math.max(0, answeredLate.length - mostNamed), "lead"),
    beside: sayBeside(leads),
  };
}

function waitWords({ label, url, waitedMinutes }: NamedWait, verb: string): WaitWords {
  return { name: oneLine(label, 120) || "Unnamed record", url, waited: `${verb} ${sayBusinessMinutes(waitedMinutes)}` };
}

function leadSentence(leads: LeadAnswers): string {
  const { raised, answered, stillWithinPromise, selfBooked = 0 } = leads;
  const waiting = stillWaiting(leads);
  const parts = [
    `${countOf(answered, "has", "have")} had a first reply`,
    ...(stillWithinPromise > 0 ? [`${countOf(stillWithinPromise, "is", "are")} still within the promise`] : []),
    ...(waiting > 0 ? [`${countOf(waiting, "is", "are")} still waiting`] : []),
  ];
  const booked =
    selfBooked > 0 ? ` ${countOf(selfBooked, "more person", "more people")} booked a meeting directly.` : "";
  return `${countOf(raised, "person", "people")} asked to be contacted: ${sayList(parts)}.${booked}`;
}

function leadNumbers(leads: LeadAnswers): LeadWords["numbers"] {
  const due = leads.raised - leads.stillWithinPromise;
  const share = due === 0 ? "" : ` (${Math.round((100 * leads.answeredWithinPromise) / due)} %)`;
  const minutes = (value: number | null) => (value === null ? "–" : sayBusinessMinutes(value));
  return [
    {
      number: `${leads.answeredWithinPromise} of ${due}`,
      label: `answered within ${sayBusinessMinutes(leads.promiseMinutes)}${share}`,
    },
    { number: minutes(leads.p50Minutes), label: "median first reply" },
    { number: minutes(leads.p90Minutes), label: "90 % replied within" },
  ];
}

/** Its reader has waited for it, and shall not take it for this week's. */
function sayLate({ lateSince, method }: WeeklyReport): string {
  return lateSince === undefined ? "" : ` · sent late, was due ${sayInstant(lateSince, method.timeZone)}`;
}

function methodWords(method: WeeklyReport["method"]) {
  return [
    { name: "As of", value: sayInstantInFull(method.asOf, method.timeZone) },
    { name: "Times in", value: method.timeZone },
    { name: "Business hours", value: method.businessHours },
    { name: "HubSpot portal", value: method.portalId },
    { name: "Based on", value: countOf(method.runs, "audit") },
    ...(method.lastRunId === null ? [] : [{ name: "Last audit", value: method.lastRunId }]),
  ];
}

/** "3 of them are accepted, the oldest since 3 August; Colin Hale is to be decided again by 31 March." */
function sayDebt({ count, oldestOn, next }: AcceptedDebt): string {
  const oldest = count === 1 ? `since ${sayDay(oldestOn)}` : `the oldest since ${sayDay(oldestOn)}`;
  return `${countOf(count, "of them is accepted", "of them are accepted")}, ${oldest}; ${oneLine(next.label)} is to be decided again by ${sayDay(next.on)}.`;
}
