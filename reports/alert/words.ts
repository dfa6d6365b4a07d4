import type { AlertLine, AlertMessage, InsteadOf } from "../../domain/alerting/alert.ts";
import { countOf, sayMinutes } from "../../domain/duration.ts";
import { endingWords, isFixed, type Ending } from "../../domain/findings/ending.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { sayList } from "../format.ts";
import { oneLine } from "../plain-words.ts";
import { severityWords } from "../severity-words.ts";

/** What every rendering of an alert says, sentence by sentence. Plain text: each renderer escapes it in its own way. */
export interface AlertWords {
  /** The first line: what needs doing, or that it is over. */
  readonly title: string;
  /** Who has it, why it comes to this reader, or that it got worse; null for a plain opening. */
  readonly state: string | null;
  /** Client, severity and the longest wait, in that order. */
  readonly facts: readonly string[];
  /** What ends it; null when it is over. */
  readonly ask: string | null;
  /** Who is told next and when; null when nobody is. */
  readonly next: string | null;
  readonly zone: string;
}

const asks: Readonly<Record<Topic, string>> = {
  "waiting-leads": "Call or write to each one and log it in HubSpot. This message closes by itself.",
  "stale-leads": "Work each lead again or set its lead status in HubSpot. This message closes by itself.",
  "stale-deals": "Give each deal a next step or its true close date in HubSpot. This message closes by itself.",
  routing: "Give each one an owner who is there to work it. This message closes by itself.",
  "campaign-tracking": "Mend the tracking now: what comes in unmarked cannot be credited later.",
  access: "Until its access is restored, nothing else of this client is judged.",
};

/** The words of one alert message. Pure: the same message always reads the same. */
export function wordsOf(message: AlertMessage): AlertWords {
  return {
    title: titleOf(message),
    state: stateOf(message),
    facts: factsOf(message),
    ask: message.status === "resolved" ? null : asks[message.topic],
    next: nextOf(message),
    zone: `Times in ${message.timeZone}`,
  };
}

const endings: Readonly<Record<Topic, string>> = {
  "waiting-leads": "nobody in this message waits any more",
  "stale-leads": "these leads are worked again, or closed",
  "stale-deals": "these deals move again, or are closed",
  routing: "a working owner has each of these",
  "campaign-tracking": "the tracking is in order again",
  access: "Revwatch can read the portal again",
};

function titleOf(message: AlertMessage): string {
  if (message.occasion === "handed-over")
    return `${oneLine(message.handedTo ?? "", 60) || "Somebody else"} has this from now on: ${oneLine(message.headline, 80)}`;
  if (message.status !== "resolved") return oneLine(message.headline, 140);
  const isRecovery = (message.endings ?? []).every(({ ending }) => isFixed(ending));
  const verb = isRecovery ? "Recovered" : "Closed";
  const after = message.durationMinutes === null ? verb : `${verb} after ${sayMinutes(message.durationMinutes)}`;
  return `${after}: ${isRecovery ? endings[message.topic] : sayEndings(message.endings ?? [])}`;
}

/** "2 deleted in HubSpot, 1 seen healthy". */
function sayEndings(ended: NonNullable<AlertMessage["endings"]>): string {
  const said = ended.toSorted((a, b) => b.count - a.count);
  return sayList(said.map(({ ending, count, closedBy }) => `${count} ${sayEnding({ ending, closedBy })}`));
}

/** How one finding ended: by the words of the person who closed it, where one did. */
export function sayEnding({
  ending,
  closedBy,
}: {
  readonly ending: Ending;
  readonly closedBy?: string | undefined;
}): string {
  return closedBy === undefined ? endingWords[ending] : oneLine(closedBy, 160);
}

function stateOf(message: AlertMessage): string | null {
  if (message.occasion === "handed-over")
    return "It is not over, and goes to somebody else now. Nothing is left to do here.";
  if (message.status === "resolved")
    return (message.endings ?? []).every(({ ending }) => isFixed(ending))
      ? "Everything in this message is over. Nothing is left to do."
      : "Revwatch no longer watches these here. It has not seen all of them healthy.";
  if (message.insteadOf !== undefined) return detour(message.insteadOf, message.timeZone);
  const taker = message.acknowledgedBy === null ? null : oneLine(message.acknowledgedBy, 80) || "Somebody";
  switch (message.occasion) {
    case "escalated":
      return escalation(message);
    case "worsened":
      return taker === null ? "It got worse since you were told." : `It got worse after ${taker} took it.`;
    case "changed":
      return taker === null ? null : `Taken by ${taker}. Something was added after that.`;
    default:
      return taker === null ? null : `Taken by ${taker}. Nobody else is told.`;
  }
}

const channelWords = { slack: "Slack", email: "E-mail" } as const;

/** Why it comes to this reader, by this way. */
function detour({ receiver, channel, since, reason }: InsteadOf, timeZone: string): string {
  const what = `${channelWords[channel]} has taken no message`;
  const why = `since ${sayInstant(since, timeZone)} (${oneLine(reason, 160)})`;
  return receiver === null
    ? `${what} for you ${why}, so this comes another way.`
    : `${what} for ${oneLine(receiver, 60)} ${why}, so this comes to you.`;
}

function escalation({ escalatedFrom, unansweredMinutes }: AlertMessage): string {
  const waited =
    unansweredMinutes !== null && unansweredMinutes >= 1 ? `for ${sayMinutes(unansweredMinutes)}` : "in time";
  if (escalatedFrom === null) return `Nobody took this ${waited}, so it was passed on.`;
  const from = escalatedFrom === "" ? "" : ` (${oneLine(escalatedFrom, 120)} heard of it)`;
  return `Nobody took this ${waited}${from}, so it comes to you.`;
}

function factsOf(message: AlertMessage): readonly string[] {
  const client = oneLine(message.clientName, 80);
  if (message.status === "resolved") return [client];
  const oldest = oldestOf(message.sections.flatMap(({ lines }) => lines));
  const word = message.topic === "waiting-leads" ? "longest wait since" : "oldest since";
  return [
    client,
    severityWords[message.severity],
    ...(oldest === null ? [] : [`${word} ${sayInstant(oldest.since, message.timeZone)}`]),
  ];
}

/** The line that has been failing longest; null without lines. */
export function oldestOf(lines: readonly AlertLine[]): AlertLine | null {
  return lines.reduce<AlertLine | null>(
    (oldest, line) => (oldest === null || Date.parse(line.since) < Date.parse(oldest.since) ? line : oldest),
    null,
  );
}

function nextOf({ next, timeZone, status }: AlertMessage): string | null {
  if (next === null || status !== "open" || next.receivers.length === 0) return null;
  const who = sayList(next.receivers.map((name) => oneLine(name, 60)));
  return `Unless somebody takes it, ${who} will be told on ${sayInstant(next.at, timeZone)}.`;
}

/** The heading of an owner's lines. */
export function sayOwner(ownerName: string | null): string {
  return ownerName === null ? "Without an owner" : oneLine(ownerName, 80) || "An owner without a name";
}

/** "and 3 more", or null when every line is shown. */
export function sayLeftOut(leftOut: number): string | null {
  return leftOut > 0 ? `and ${leftOut} more` : null;
}

/** "Over since the last message: 2". */
export function sayRecovered(count: number): string {
  return `${countOf(count, "is", "are")} over`;
}
