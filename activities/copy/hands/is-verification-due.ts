import type { KeptHand } from "../../../storage/hands/kept-hands.ts";

const hourMs = 3_600_000;
/**
 * Every touch of a hand is read again so seldom: an answer can be cancelled, bounce or be deleted after it was seen.
 */
const verifyAfterMs = { waiting: hourMs, answered: 20 * hourMs } as const;

/** The part of a client's calendar that a promise runs in. */
export interface PromiseClock {
  readonly promiseMinutes: number;
  readonly isLonger: (from: Date, until: Date, minutes: number) => boolean;
}

/**
 * Whether every touch of a hand has to be read again: it was not for long, or its promise has ended since. Whoever is
 * told at that instant that somebody waits, or is not told, is to have heard of what changed until then.
 */
export function isVerificationDue(
  { raisedAt, standing, verifiedAt }: Pick<KeptHand, "raisedAt" | "standing" | "verifiedAt">,
  asOf: Date,
  { promiseMinutes, isLonger }: PromiseClock,
): boolean {
  if (standing === null || verifiedAt === null) return false;
  if (standing.state !== "waiting" && standing.state !== "answered") return false;
  if (asOf.getTime() - verifiedAt.getTime() >= verifyAfterMs[standing.state]) return true;
  const hadEnded = isLonger(raisedAt, verifiedAt, promiseMinutes);
  return !hadEnded && isLonger(raisedAt, asOf, promiseMinutes);
}
