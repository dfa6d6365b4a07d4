import { inHoursOf, type BusinessTime } from "../business-time.ts";
import { isWatched, type Hand, type HandStanding } from "./hand.ts";
import type { LeadAnswers, NamedWait } from "../reporting/weekly-report.ts";

/** A hand as it is counted. */
export interface RaisedHand extends HandStanding, Pick<Hand, "raisedAt" | "class" | "how"> {
  readonly label: string;
  readonly url: string | null;
  /** More than one: a batch of contacts that came without a form. */
  readonly contacts: number;
  /** HubSpot no longer knows what came before it. */
  readonly isHistoryCut: boolean;
  /** The team in whose hours its wait counts; left out or null: the client's. */
  readonly hoursOf?: string | null;
}

/**
 * The time that is measured. What stood within its promise when it began is counted in it, and not in the one before.
 */
export interface MeasuredTime {
  readonly from: Date;
  readonly until: Date;
}

/**
 * How fast hands got a first human answer, in business minutes of the client's own day, or of the team's that has hours of its own: those raised within a time, and
 * those whose promise ran on into it.
 *
 * Unanswered leads count in `raised` and not in the percentiles: read both together, or a team that answers one lead
 * in two looks fast. A lead whose promise has not run out yet is neither kept nor broken.
 *
 * @param hands - In any order. May be empty.
 * @returns Percentiles by nearest rank, so that each one is a wait that really happened; null when nobody was answered.
 */
export function speedToLead(
  hands: readonly RaisedHand[],
  promiseMinutes: number,
  { from, until }: MeasuredTime,
  businessTime: BusinessTime,
): LeadAnswers {
  const waits: number[] = [];
  const late: NamedWait[] = [];
  const unanswered: NamedWait[] = [];
  let stillWithinPromise = 0;
  const beside = {
    carried: 0,
    selfBooked: 0,
    closed: 0,
    closedLate: 0,
    outside: 0,
    unclassified: 0,
    asksNothing: 0,
    leftOut: 0,
    historyCut: 0,
  };
  for (const { label, url, raisedAt, ...hand } of hands) {
    if (raisedAt >= until) continue;
    const isCarried = raisedAt < from;
    const hours = inHoursOf(businessTime, hand.hoursOf);
    const wasOver = hand.endedAt !== null && hand.endedAt < from;
    if (isCarried && (wasOver || hours.isLonger(raisedAt, from, promiseMinutes))) continue;
    if (!isCarried && hand.isHistoryCut) beside.historyCut += 1;
    if (!isWatched(hand) || hand.state === "outside" || hand.state === "repeat") {
      const cameWithout = hand.how === "api" || hand.how === "import";
      if (!isCarried && !isWatched(hand)) beside[cameWithout ? "leftOut" : "asksNothing"] += hand.contacts;
      else if (!isCarried && hand.state === "outside") beside.outside += 1;
      continue;
    }
    const endedAt = hand.endedAt !== null && hand.endedAt <= until ? hand.endedAt : null;
    const waitedMinutes = hours.minutesBetween(raisedAt, endedAt ?? until);
    const isLate = hours.isLonger(raisedAt, endedAt ?? until, promiseMinutes);
    if (endedAt !== null && hand.state === "closed") {
      beside.closed += 1;
      // Who was closed within the promise was neither answered in time nor left waiting.
      if (!isLate) continue;
      beside.closedLate += 1;
    } else if (endedAt !== null && hand.answeredBy === "self-booked") {
      // Who booked a meeting without the team says nothing of how fast the team is.
      beside.selfBooked += 1;
      continue;
    } else if (endedAt === null && isLate) unanswered.push({ label, url, waitedMinutes });
    else if (endedAt === null) stillWithinPromise += 1;
    else {
      waits.push(waitedMinutes);
      if (isLate) late.push({ label, url, waitedMinutes });
    }
    if (isCarried) beside.carried += 1;
    if (hand.class === "unclassified") beside.unclassified += 1;
  }
  waits.sort((a, b) => a - b);
  const longestFirst = (a: NamedWait, b: NamedWait) => b.waitedMinutes - a.waitedMinutes;
  return {
    promiseMinutes,
    raised: waits.length + unanswered.length + stillWithinPromise + beside.closedLate,
    ...beside,
    answered: waits.length,
    answeredWithinPromise: waits.length - late.length,
    stillWithinPromise,
    p50Minutes: nearestRank(waits, 0.5),
    p90Minutes: nearestRank(waits, 0.9),
    unanswered: unanswered.sort(longestFirst),
    answeredLate: late.sort(longestFirst),
    known: true,
    reason: null,
  };
}

function nearestRank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}
