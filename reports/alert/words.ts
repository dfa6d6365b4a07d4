import type { AlertMessage, DeliveryReason, InsteadOf } from "../../domain/alerting/alert.ts";
import { traitsOf } from "../../domain/alerting/channels.ts";
import { countOf, sayMinutes } from "../../domain/duration.ts";
import { endingWords, isFixed, type Ending } from "../../domain/findings/ending.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import { sayInstant, sayTime } from "../../domain/say-instant.ts";
import { sayList } from "../format.ts";
import { oneLine } from "../plain-words.ts";

/** What every rendering of an alert says, sentence by sentence. Plain text: each renderer escapes it in its own way. */
export interface AlertWords {
  /** The first line: what needs doing, or that it is resolved. */
  readonly title: string;
  /** Who is on it, why it comes to this reader, or that it is worse; null for a plain opening. */
  readonly state: string | null;
  /** Why this message was sent, in a few words; null where the state says it. */
  readonly reason: string | null;
  /** What ends it; null when it is over. */
  readonly ask: string | null;
  /** Who is told next and when; null when nobody is. */
  readonly next: string | null;
  readonly zone: string;
}

const asks: Readonly<Record<Topic, string>> = {
  "waiting-leads": "Resolves automatically once a reply is logged in HubSpot.",
  "stale-leads": "Resolves automatically once each lead has a new activity or a new lead status.",
  "stale-deals": "Resolves automatically once each deal has a next step or a new close date.",
  routing: "Resolves automatically once each has an active owner.",
  "campaign-tracking": "Fix the tracking now: contacts that arrive untracked can't be attributed later.",
  access: "Until access is restored, nothing else of this client is checked.",
  handoff: "Resolves automatically once sales has accepted or declined each lead in HubSpot.",
  "data-quality": "Resolves automatically once the values are corrected in HubSpot.",
  automation: "Resolves automatically once each is corrected in HubSpot, or the change is accepted.",
  permissions: "Resolves automatically once each is corrected in HubSpot, or accepted.",
  monitoring: "Until this is resolved, some of this client's checks may be late or missing.",
};

/** What all of a resolved alert's findings are now. */
const resolutions: Readonly<Record<Topic, (count: number) => string>> = {
  "waiting-leads": (count) => (count === 1 ? "the lead was answered" : `all ${count} leads answered`),
  "stale-leads": (count) => (count === 1 ? "the lead is active again" : `all ${count} leads active again`),
  "stale-deals": (count) => (count === 1 ? "the deal is moving again" : `all ${count} deals moving again`),
  routing: (count) => (count === 1 ? "it has an active owner" : `all ${count} have an active owner`),
  "campaign-tracking": (count) => (count === 1 ? "the tracking works" : `all ${count} tracked again`),
  access: () => "Revwatch can read the portal again",
  handoff: (count) => (count === 1 ? "the lead was handed over" : `all ${count} leads handed over`),
  "data-quality": (count) => (count === 1 ? "it was corrected" : `all ${count} corrected`),
  automation: (count) => (count === 1 ? "it works again" : `all ${count} work again`),
  permissions: (count) => (count === 1 ? "it was corrected" : `all ${count} corrected`),
  monitoring: () => "every check looks again",
};

/** Below a title; null where the state says it. */
const reasons: Readonly<Record<DeliveryReason, string | null>> = {
  first: "First notification",
  new: "New since the last message",
  worse: null,
  escalated: null,
  acknowledged: null,
  "handed-over": null,
  "some-resolved": "Some resolved since the last message",
  "all-resolved": null,
  reminder: "Reminder: still open",
};

/** The words of one alert message. Pure: the same message always reads the same. */
export function wordsOf(message: AlertMessage): AlertWords {
  return {
    title: titleOf(message),
    state: stateOf(message),
    reason: message.reason === undefined ? null : reasons[message.reason],
    ask: message.status === "resolved" ? null : asks[message.topic],
    next: nextOf(message),
    zone: `Times in ${message.timeZone}`,
  };
}

function titleOf(message: AlertMessage): string {
  if (message.occasion === "handed-over")
    return `Now with ${oneLine(message.handedTo ?? "", 60) || "someone else"}: ${oneLine(message.headline, 80)}`;
  if (message.status !== "resolved") return oneLine(message.headline, 140);
  const verb = message.durationMinutes === null ? "Resolved" : `Resolved in ${sayMinutes(message.durationMinutes)}`;
  return `${verb}: ${isRecovery(message) ? resolutions[message.topic](endedCount(message)) : sayEndings(message.endings ?? [])}`;
}

/** Everything in it was seen healthy. */
export function isRecovery({ endings }: AlertMessage): boolean {
  return (endings ?? []).every(({ ending }) => isFixed(ending));
}

function endedCount({ endings, recovered }: AlertMessage): number {
  return endings === undefined ? recovered.length : endings.reduce((sum, { count }) => sum + count, 0);
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
    return "It is still open, but no longer yours. There is nothing left for you to do.";
  if (message.status === "resolved") return isRecovery(message) ? null : "Revwatch has not seen all of these healthy.";
  if (message.insteadOf !== undefined) return detour(message.insteadOf, message.timeZone);
  const who = message.acknowledgedBy === null ? null : oneLine(message.acknowledgedBy, 80) || "someone";
  switch (message.occasion) {
    case "escalated":
      return escalation(message);
    case "worsened":
      return who === null ? "Worse since the last message." : `Worse since ${who} acknowledged it.`;
    case "changed":
      return who === null ? null : `Acknowledged by ${who}. New findings since then.`;
    default:
      return who === null ? null : `Acknowledged by ${who}. No one else will be notified.`;
  }
}

/** Why it comes to this reader, by this way. */
function detour({ receiver, channel, since, reason }: InsteadOf, timeZone: string): string {
  const whose = ` for ${receiver === null ? "you" : oneLine(receiver, 60)}`;
  const what = `${traitsOf(channel).name} has accepted no messages${whose} since ${sayInstant(since, timeZone)}`;
  return `${what} (${oneLine(reason, 160)}), so this ${receiver === null ? "comes another way" : "comes to you"}.`;
}

function escalation({ escalatedFrom, unansweredMinutes }: AlertMessage): string {
  const waited = unansweredMinutes !== null && unansweredMinutes >= 1 ? ` for ${sayMinutes(unansweredMinutes)}` : "";
  if (escalatedFrom === null) return `Escalated: no response${waited}.`;
  const from = escalatedFrom === "" ? "" : ` from ${oneLine(escalatedFrom, 120)}`;
  return `Escalated to you: no response${from}${waited}.`;
}

function nextOf({ next, timeZone, status }: AlertMessage): string | null {
  if (next === null || status !== "open" || next.receivers.length === 0) return null;
  return `Next: ${sayNext(next.receivers)} at ${sayTime(next.at, timeZone)} if no one responds.`;
}

/** The names of whoever is told next. */
export function sayNext(receivers: readonly string[]): string {
  return sayList(receivers.map((name) => oneLine(name, 60)));
}

/** The heading of an owner's lines. */
export function sayOwner(ownerName: string | null): string {
  return ownerName === null ? "No owner" : oneLine(ownerName, 80) || "Unnamed owner";
}

/** "and 3 more", or null when every line is shown. */
export function sayLeftOut(leftOut: number): string | null {
  return leftOut > 0 ? `and ${leftOut} more` : null;
}

/** "2 resolved". */
export function sayResolved(count: number): string {
  return `${count} resolved`;
}

/** The words before the instant since when one fails: "waiting since". */
export function sinceWords(topic: Topic): string {
  return topic === "waiting-leads" ? "waiting since" : topic === "stale-leads" ? "quiet since" : "since";
}

/** "1 finding", for the plain forms. */
export const sayFindings = (count: number): string => countOf(count, "finding");
