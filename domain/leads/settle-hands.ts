import { firstAnswer, type Touch } from "./touch.ts";
import { isWatched, type AnsweredBy, type Hand, type HandStanding } from "./hand.ts";

/** A logged touch that can be named. */
export interface NamedTouch extends Touch {
  readonly engagementType: string;
  readonly engagementId: string;
}

/** A hand with what is known of it so far. */
export interface KnownHand extends Hand {
  /** The person was in a lead stage when it was raised, or was seen in one since. */
  readonly wasLead: boolean;
  /** Null before it was settled for the first time. */
  readonly standing: HandStanding | null;
}

export interface SettledHand extends HandStanding {
  readonly handId: string;
  readonly wasLead: boolean;
  readonly answer: NamedTouch | null;
  /** Since it was raised, up to its answer: what people tried in vain, and what no person made. */
  readonly attempts: number;
  readonly automated: number;
  readonly ai: number;
}

/** What the client's settings say of the person now. */
export interface LeadNow {
  readonly isInLeadStage: boolean;
  readonly isOpen: boolean;
}

/**
 * How the hands of one person stand: the one definition for checks, pages and reports. A hand that is raised while an
 * earlier one waits changes nothing about that one's promise; one that comes after an answer begins a clock of its own.
 *
 * @param hands - Of one person, oldest first. Those that ask for nothing are left out of the answer.
 */
export function settleHands(
  hands: readonly KnownHand[],
  touches: readonly NamedTouch[],
  lead: LeadNow,
  asOf: Date,
): readonly SettledHand[] {
  const settled: SettledHand[] = [];
  let clock: SettledHand | null = null;
  for (const hand of hands) {
    if (!isWatched(hand) || hand.raisedAt > asOf) continue;
    const wasLead = hand.wasLead || lead.isInLeadStage;
    const one: SettledHand = {
      handId: hand.handId,
      wasLead,
      answer: null,
      ...countsSince(touches, hand.raisedAt, asOf),
      ...standing("outside"),
    };
    if (!wasLead) settled.push(one);
    else if (clock !== null && (clock.endedAt === null || clock.endedAt > hand.raisedAt))
      settled.push({ ...one, ...standing("repeat") });
    else {
      clock = { ...one, ...clockOf(hand, touches, lead, asOf) };
      settled.push(clock);
    }
  }
  return settled;
}

type Ended = Pick<SettledHand, "state" | "endedAt" | "answeredBy" | "answer" | "attempts" | "automated" | "ai">;

function clockOf(hand: KnownHand, touches: readonly NamedTouch[], lead: LeadNow, asOf: Date): Ended {
  const first = firstAnswer(touches, hand.raisedAt, asOf);
  const closedAt = hand.standing?.state === "closed" ? hand.standing.endedAt : null;
  // What somebody does with a lead after it was closed answers nothing that anybody still asks.
  if (first !== null && (lead.isOpen || closedAt === null || first.at <= closedAt)) {
    const answeredBy: AnsweredBy = first.touch.isSelfBooked
      ? "self-booked"
      : first.touch.madeBy === "unknown"
        ? "unknown"
        : "human";
    const counts = countsSince(touches, hand.raisedAt, first.at);
    return { ...counts, state: "answered", endedAt: first.at, answeredBy, answer: first.touch };
  }
  const counts = countsSince(touches, hand.raisedAt, asOf);
  if (lead.isOpen) return { ...counts, ...standing("waiting"), answer: null };
  return { ...counts, state: "closed", endedAt: closedAt ?? asOf, answeredBy: null, answer: null };
}

function standing(state: HandStanding["state"]): HandStanding {
  return { state, endedAt: null, answeredBy: null };
}

function countsSince(
  touches: readonly Touch[],
  from: Date,
  until: Date,
): Pick<SettledHand, "attempts" | "automated" | "ai"> {
  const made = touches.filter(({ at, reach }) => at >= from && at <= until && reach !== "none");
  return {
    attempts: made.filter(({ madeBy, reach }) => reach === "attempt" && (madeBy === "human" || madeBy === "unknown"))
      .length,
    automated: made.filter(({ madeBy }) => madeBy === "automated").length,
    ai: made.filter(({ madeBy }) => madeBy === "ai").length,
  };
}
