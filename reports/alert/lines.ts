import type { AlertLine, AlertMessage } from "../../domain/alerting/alert.ts";
import { isFixed } from "../../domain/findings/ending.ts";
import { severityRank, type Severity } from "../../domain/findings/severity.ts";
import { safeUrl } from "../markup.ts";
import { aroundName, oneLine } from "../plain-words.ts";
import { sayEnding, sayOwner } from "./words.ts";

/** One finding as a line of a message: short, with everything from outside cut to its limit. */
export interface ShownLine {
  readonly severity: Severity;
  readonly name: string;
  readonly url: string | null;
  /** What is wrong, in a few words; empty where the name says it all. */
  readonly what: string;
  /** ISO 8601. */
  readonly since: string;
  /** Null in an alert without owners. */
  readonly owner: string | null;
  readonly slackUser: string | null;
  readonly isNew: boolean;
  /** Why it stands here, or stands for more: "7 findings, 1 cause"; null where there is nothing to say. */
  readonly note: string | null;
}

export interface ShownLines {
  /** Worst first, over all owners. */
  readonly lines: readonly ShownLine[];
  /** Open findings that are not among them. */
  readonly leftOut: number;
  /** "Ana Silva 5", most first; empty where five or fewer are open, or all belong to one. */
  readonly counts: readonly string[];
}

/** How one finding ended, as a line of a message. */
export interface EndedLine {
  readonly name: string;
  readonly url: string | null;
  /** It was seen healthy: the one good end. */
  readonly isFixed: boolean;
  /** How it ended otherwise; null for the good end. */
  readonly how: string | null;
}

/** Fewer can be counted by looking. */
const countedFrom = 6;
const ownersCounted = 8;
const nameLength = 80;
const whatLength = 140;

/** The worst lines of an alert, up to `most`. What is cut is what can wait. */
export function linesOf(message: AlertMessage, most: number): ShownLines {
  const { sections, open, status } = message;
  const namesOwners = sections.some(({ ownerName }) => ownerName !== null);
  const all = sections.flatMap(({ ownerName, slackUser = null, lines }) =>
    lines.map((line) => shownLine(line, namesOwners ? sayOwner(ownerName) : null, slackUser)),
  );
  const worstFirst = all.toSorted(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.since.localeCompare(b.since),
  );
  const lines = worstFirst.slice(0, most);
  // An alert that is over, or somebody else's now, lists nothing as open.
  const listed = status === "resolved" ? all.length : Math.max(all.length + message.more, open);
  return { lines, leftOut: listed - lines.length, counts: countsOf(message) };
}

function countsOf({ sections, open }: AlertMessage): readonly string[] {
  if (open < countedFrom || sections.length < 2) return [];
  const counted = sections
    .map(({ ownerName, lines, open: own = lines.length }) => ({ owner: sayOwner(ownerName), own }))
    .toSorted((a, b) => b.own - a.own);
  const others = counted.slice(ownersCounted);
  const rest = others.reduce((sum, { own }) => sum + own, 0);
  return [
    ...counted.slice(0, ownersCounted).map(({ owner, own }) => `${owner} ${own}`),
    ...(others.length === 0 ? [] : [`${others.length} others ${rest}`]),
  ];
}

/** "✓" for the good end. */
export const endedMark = ({ isFixed: isGood }: EndedLine): string => (isGood ? "✓" : "–");

export function endedLine({ label, url, ending = "seen-healthy", closedBy }: AlertLine): EndedLine {
  const isGood = isFixed(ending);
  const how = isGood ? null : sayEnding({ ending, closedBy });
  return { name: sayName(label), url: safeUrl(url), isFixed: isGood, how };
}

/** What is new is marked where its reader knows the rest. */
export function marksNew({ reason, occasion }: AlertMessage): boolean {
  return reason !== "first" && occasion !== "opened" && occasion !== "escalated";
}

const sayName = (label: string): string => oneLine(label, nameLength) || "Unnamed record";

function shownLine(line: AlertLine, owner: string | null, slackUser: string | null): ShownLine {
  const { label, url, severity, since, isNew, note } = line;
  return {
    severity,
    name: sayName(label),
    url: safeUrl(url),
    what: whatOf(line),
    since,
    owner,
    slackUser,
    isNew,
    note: note === undefined ? null : oneLine(note, whatLength) || null,
  };
}

/** The few words of its check; without any, its sentence, which need not say the name again. */
function whatOf({ brief, summary, label }: AlertLine): string {
  if (brief !== undefined) return oneLine(brief, whatLength);
  const { before, after } = aroundName(oneLine(summary, 2 * whatLength), oneLine(label, nameLength));
  const rest = before === "" ? after : `${before}…${after}`;
  return oneLine(rest.replace(/^[\s:,–-]+/, "").replace(/\.$/, ""), whatLength);
}
