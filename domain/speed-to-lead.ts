import type { BusinessTime } from "./business-time.ts";
import { firstAnswer, type Touch } from "./touch.ts";
import type { LeadAnswers } from "./weekly-report.ts";

/** A person who asked to be contacted. */
export interface RaisedHand {
  readonly label: string;
  readonly url: string | null;
  readonly raisedAt: Date;
  /** Whatever was logged with the person, oldest first. */
  readonly touches: readonly Touch[];
}

/**
 * How fast the hands raised in one period got a first human answer, in business minutes of the client's own day.
 *
 * Unanswered leads count in `raised` and not in the percentiles: read both together, or a team that answers one lead
 * in two looks fast. A lead whose promise has not run out yet is neither kept nor broken.
 *
 * @param hands - The raised hands of the period, in any order. May be empty.
 * @returns Percentiles by nearest rank, so that each one is a wait that really happened; null when nobody was answered.
 */
export function speedToLead(
  hands: readonly RaisedHand[],
  promiseMinutes: number,
  asOf: Date,
  businessTime: BusinessTime,
): LeadAnswers {
  const waits: number[] = [];
  let selfBooked = 0;
  const unanswered: { label: string; url: string | null; waitedMinutes: number }[] = [];
  for (const { label, url, raisedAt, touches } of hands) {
    const answer = firstAnswer(touches, raisedAt, asOf);
    // Who booked a meeting without the team says nothing of how fast the team is.
    if (answer?.touch.isSelfBooked === true) selfBooked += 1;
    else if (answer !== null) waits.push(businessTime.minutesBetween(raisedAt, answer.at));
    else unanswered.push({ label, url, waitedMinutes: businessTime.minutesBetween(raisedAt, asOf) });
  }
  waits.sort((a, b) => a - b);
  unanswered.sort((a, b) => b.waitedMinutes - a.waitedMinutes);
  return {
    promiseMinutes,
    raised: hands.length - selfBooked,
    selfBooked,
    answered: waits.length,
    answeredWithinPromise: waits.filter((minutes) => minutes <= promiseMinutes).length,
    stillWithinPromise: unanswered.filter(({ waitedMinutes }) => waitedMinutes <= promiseMinutes).length,
    p50Minutes: nearestRank(waits, 0.5),
    p90Minutes: nearestRank(waits, 0.9),
    unanswered: unanswered.filter(({ waitedMinutes }) => waitedMinutes > promiseMinutes),
    known: true,
    reason: null,
  };
}

function nearestRank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}
