import { matches, type Matcher } from "./matcher.ts";
import { keepUnless } from "./keep-unless.ts";
import type { Candidate, Stage } from "./pipeline.ts";

/** A person has chosen that nobody hears of something, for a time and with a reason. */
export interface Silence {
  readonly silenceId: string;
  readonly matcher: Matcher;
  readonly reason: string;
  readonly byWhom: string;
  readonly createdAt: Date;
  readonly until: Date;
  /** When something that is open last matched it; null while nothing has. */
  readonly lastMatchedAt: Date | null;
}

export interface SilenceFacts {
  /** Those that have not been ended. */
  readonly silences: readonly Silence[];
  readonly sayInstant: (at: Date) => string;
}

const dayMs = 86_400_000;

/** What is silenced for longer is forgotten; what should stay so is an accepted deviation. */
export const longestSilenceDays = 30;

/** So long nothing has to match a silence that has done its work, so that what comes back meanwhile stays silent. */
export const idleForMs = dayMs;

/** Holds what a silence matches. Of several, the one that ends last gives the reason. */
export const silence: Stage<SilenceFacts> = (candidates, { silences, sayInstant }, now) => {
  const holding = silences.filter((one) => isHolding(one, now)).sort((a, b) => b.until.getTime() - a.until.getTime());
  return keepUnless(candidates, (candidate) => {
    const found = holding.find(({ matcher }) => matches(matcher, candidate));
    if (found === undefined) return null;
    const { byWhom, until, reason } = found;
    return { stage: "silence", because: `silenced by ${byWhom} until ${sayInstant(until)}: ${reason}`, until };
  });
};

export function isHolding({ createdAt, until }: Silence, now: Date): boolean {
  return createdAt <= now && now < until;
}

/** What a look at the open findings says of silences: which match something now, and which have nothing left to do. */
export function lookAtSilences(
  silences: readonly Silence[],
  open: readonly Candidate[],
  now: Date,
): { readonly matching: readonly string[]; readonly idle: readonly string[] } {
  const holding = silences.filter((one) => isHolding(one, now));
  const isMatching = ({ matcher }: Silence) => open.some((candidate) => matches(matcher, candidate));
  const idOf = ({ silenceId }: Silence) => silenceId;
  return {
    matching: holding.filter(isMatching).map(idOf),
    idle: holding
      .filter((one) => !isMatching(one) && one.lastMatchedAt !== null)
      .filter(({ lastMatchedAt }) => now.getTime() - lastMatchedAt!.getTime() >= idleForMs)
      .map(idOf),
  };
}
