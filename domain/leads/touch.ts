/** What a logged engagement of the client's team with a person came to. */

export type TouchKind = "call" | "email" | "meeting" | "message";

/**
 * `answer`: it reached the person, or it is a meeting that stands or took place. `attempt`: it was tried and reached
 * nobody. `pending`: it is not over yet. `none`: no touch of the team's, such as an incoming call or a cancelled
 * meeting.
 */
export type TouchReach = "answer" | "attempt" | "pending" | "none";

/** Who made it, by the source that HubSpot names. `unknown`: it names none, which counts as a person. */
export type TouchMaker = "human" | "automated" | "ai" | "unknown";

export interface Touch {
  readonly kind: TouchKind;
  /** When it was made; of a meeting, when it begins. */
  readonly at: Date;
  readonly reach: TouchReach;
  readonly madeBy: TouchMaker;
  /** When a meeting was booked; null where HubSpot does not say, and for whatever is no meeting. */
  readonly bookedAt: Date | null;
  /** The person booked the meeting without the team, such as by a link to somebody's calendar. */
  readonly isSelfBooked: boolean;
}

export interface Answer<T extends Touch = Touch> {
  readonly touch: T;
  /** The instant at which the wait ended. */
  readonly at: Date;
}

/**
 * The first answer of a person to a hand that was raised at an instant: the one definition for checks, copies and
 * reports. A meeting ends the wait when it is booked, or when it begins if it was booked before the hand was raised.
 * What happened before is an older conversation, not the answer to this question.
 */
export function firstAnswer<T extends Touch>(touches: readonly T[], raisedAt: Date, asOf: Date): Answer<T> | null {
  let first: Answer<T> | null = null;
  for (const touch of touches) {
    if (!isAnswer(touch)) continue;
    const at = [touch.bookedAt, touch.at].find((instant) => instant !== null && instant >= raisedAt && instant <= asOf);
    if (at !== undefined && at !== null && (first === null || at < first.at)) first = { touch, at };
  }
  return first;
}

function isAnswer({ reach, madeBy }: Touch): boolean {
  return reach === "answer" && (madeBy === "human" || madeBy === "unknown");
}
