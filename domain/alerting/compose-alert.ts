import type { AlertLine, AlertMessage, AlertOccasion, AlertSection } from "./alert.ts";
import type { Ending } from "../findings/ending.ts";
import type { AlertState } from "./decide-alert.ts";
import { countOf } from "../duration.ts";
import { severityRank, type Severity } from "../findings/severity.ts";
import type { Topic } from "./topic.ts";
import type { Evidence } from "../findings/verdict.ts";

/** A finding as an alert needs it. */
export interface AlertFinding {
  readonly findingId: string;
  readonly checkId: string;
  readonly label: string;
  /** The sentence of an older version; null where it is made from the evidence. */
  readonly summary: string | null;
  readonly evidence: Evidence;
  readonly severity: Severity;
  readonly since: Date;
  /** Null while it is open. */
  readonly endedAt: Date | null;
  readonly url: string | null;
  readonly ownerName: string | null;
  /** How it ended; null while it is open. */
  readonly ending: Ending | null;
  /** The words of the person who closed it; null unless one did. */
  readonly closedBy: string | null;
  /** What a stage of the pipeline says of it. */
  readonly note?: string;
}

export interface AlertFrame {
  readonly clientId: string;
  readonly clientName: string;
  readonly alertId: string;
  readonly topic: Topic;
  readonly timeZone: string;
  readonly dashboardUrl: string | null;
  readonly workflowUrl: string | null;
  /** People's names by receiver id. */
  readonly nameOf: (receiver: string) => string;
  /** What is wrong, in words that stay true while the message stands. */
  readonly say: (finding: AlertFinding) => string;
  /** The same in a few words for a line of a list; null where there are none. */
  readonly brief?: (finding: AlertFinding) => string | null;
  /** An owner's id in Slack; null where it is not known. */
  readonly slackUserOf?: (ownerName: string) => string | null;
}

/** More would not be read; each channel shows as many of them as it can. */
const maxLines = 40;

/** What one revision of an alert is about. */
export interface AlertContent {
  readonly alert: AlertState;
  readonly occasion: AlertOccasion;
  /** The told findings that are still open. */
  readonly open: readonly AlertFinding[];
  /** The told findings that ended since the last message. */
  readonly recovered: readonly AlertFinding[];
  /** All told findings that ended in this episode; those of `recovered` unless it says more. */
  readonly ended?: readonly AlertFinding[];
  /** Which of the open ones are new or worse with this revision. */
  readonly isNew: ReadonlySet<string>;
  /** The receiver who has them now; then this message no longer lists them. */
  readonly handedTo?: string | undefined;
  /** It says how many there are, and lists none of them. */
  readonly isCount?: boolean | undefined;
}

/** Puts together what one revision of an alert says. */
export function composeAlert(frame: AlertFrame, content: AlertContent, now: Date): AlertMessage {
  const { alert, occasion, open, recovered, ended = recovered, isNew, handedTo, isCount = false } = content;
  const worstFirst = [...open].sort(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.since.getTime() - b.since.getTime(),
  );
  const listed = handedTo === undefined ? worstFirst : [];
  const shown = isCount ? [] : listed.slice(0, maxLines);
  const step = alert.status === "open" ? alert.steps[alert.nextStep] : undefined;
  const minutesSinceOpening = Math.floor((now.getTime() - alert.openedAt.getTime()) / 60_000);
  const { nameOf, say: _say, brief: _brief, slackUserOf: _slackUserOf, ...plain } = frame;
  return {
    ...plain,
    episode: alert.episode,
    revision: alert.revision,
    occasion,
    status: alert.status,
    severity: alert.severity,
    headline: headlineOf(frame.topic, open.length),
    sections: sectionsOf(shown, listed, isNew, frame),
    open: open.length,
    more: listed.length - shown.length,
    acknowledgedBy: alert.acknowledgedBy,
    escalatedFrom: null,
    unansweredMinutes: occasion === "escalated" ? minutesSinceOpening : null,
    handedTo: handedTo === undefined ? null : nameOf(handedTo),
    durationMinutes: occasion === "recovered" ? minutesSinceOpening : null,
    recovered: recovered.map((finding) => lineOf(finding, false, frame)),
    ...(occasion === "recovered" ? { endings: endingsOf(ended) } : {}),
    next: step === undefined ? null : { receivers: step.receivers.map(nameOf), at: step.dueAt },
  };
}

function endingsOf(ended: readonly AlertFinding[]): NonNullable<AlertMessage["endings"]> {
  const groups = Map.groupBy(ended, ({ ending, closedBy }) => closedBy ?? ending ?? "seen-healthy");
  return [...groups.values()].map((findings) => {
    const { ending, closedBy } = findings[0]!;
    return { ending: ending ?? "seen-healthy", count: findings.length, ...(closedBy === null ? {} : { closedBy }) };
  });
}

function sectionsOf(
  shown: readonly AlertFinding[],
  all: readonly AlertFinding[],
  isNew: ReadonlySet<string>,
  frame: AlertFrame,
): readonly AlertSection[] {
  const byOwner = Map.groupBy(all, ({ ownerName }) => ownerName);
  return [...byOwner].map(([ownerName, own]) => {
    const slackUser = ownerName === null ? null : (frame.slackUserOf?.(ownerName) ?? null);
    return {
      ownerName,
      lines: own
        .filter((finding) => shown.includes(finding))
        .map((finding) => lineOf(finding, isNew.has(finding.findingId), frame)),
      open: own.length,
      ...(slackUser === null ? {} : { slackUser }),
    };
  });
}

function lineOf(finding: AlertFinding, isNew: boolean, { say, brief }: AlertFrame): AlertLine {
  const { findingId, checkId, label, severity, url, ending, closedBy, note } = finding;
  const short = brief?.(finding) ?? null;
  const line = {
    findingId,
    checkId,
    label,
    summary: say(finding),
    ...(short === null ? {} : { brief: short }),
    severity,
    url,
    since: finding.since.toISOString(),
    isNew,
    ...(note === undefined ? {} : { note }),
  };
  return ending === null ? line : { ...line, ending, ...(closedBy === null ? {} : { closedBy }) };
}

function headlineOf(topic: Topic, open: number): string {
  switch (topic) {
    case "waiting-leads":
      return `${countOf(open, "lead")} waiting for a first reply`;
    case "stale-leads":
      return `${countOf(open, "lead")} gone quiet`;
    case "stale-deals":
      return `${countOf(open, "deal")} drifting`;
    case "routing":
      return `${countOf(open, "routing problem")}`;
    case "campaign-tracking":
      return `${countOf(open, "tracking problem")}`;
    case "access":
      return "Revwatch has lost access to this portal";
    case "handoff":
      return `${countOf(open, "lead")} stuck between marketing and sales`;
    case "data-quality":
      return `${countOf(open, "record problem")}`;
    case "automation":
      return `${countOf(open, "automation problem")}`;
    case "permissions":
      return `${countOf(open, "permission problem")}`;
    case "monitoring":
      return `${countOf(open, "gap")} in monitoring`;
  }
}
