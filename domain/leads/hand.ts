/** One request of one person to be contacted: a fact that no later one moves. */

/** By what it was raised. `import` and `api`: the record itself was made so, and the client's rule counts that. */
export const handWays = ["form", "meeting-link", "lead-ads", "import", "api"] as const;
export type HandWay = (typeof handWays)[number];

/** `hand`: it asks for an answer. `other`: it does not, such as a newsletter. `unclassified`: nobody has said. */
export type HandClass = "hand" | "unclassified" | "other";

export interface Hand {
  /** Holds nothing of the person. */
  readonly handId: string;
  readonly raisedAt: Date;
  readonly how: HandWay;
  /** By what, as HubSpot words it, such as "Demo: Book a demo". */
  readonly source: string | null;
  readonly class: HandClass;
}

/**
 * How a hand stands. `repeat`: it was raised while an earlier one of the same person waited, so that one's clock goes
 * on. `outside`: the person was in none of the client's lead stages. `closed`: it is no open lead any more, unanswered.
 */
export type HandState = "waiting" | "answered" | "closed" | "repeat" | "outside";

/** Who answered it. `unknown`: HubSpot names no source, which counts as a person. */
export type AnsweredBy = "human" | "unknown" | "self-booked";

export interface HandStanding {
  readonly state: HandState;
  /** Of an answered one the answer's instant; of a closed one when that was seen. */
  readonly endedAt: Date | null;
  readonly answeredBy: AnsweredBy | null;
}

/** A hand with its own clock. */
export interface Clock extends Hand, HandStanding {
  /** Calls and e-mails of people that reached nobody. */
  readonly attempts: number;
  /** What sequences, workflows and the like did, and what AI agents did: no answers. */
  readonly automated: number;
  readonly ai: number;
}

/** A hand without what became of it. */
export interface RaisedAs extends Hand {
  /** It was raised while an earlier one of the same person waited. */
  readonly isRepeat: boolean;
}

/** True of whatever asks for an answer, or may do so. */
export function isWatched({ class: kind }: Pick<Hand, "class">): boolean {
  return kind !== "other";
}

/** True while a clock runs on a hand that asks for an answer. */
export function isWaiting(clock: Pick<Clock, "class" | "state">): boolean {
  return isWatched(clock) && clock.state === "waiting";
}
