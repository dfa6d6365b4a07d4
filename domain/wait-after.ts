/** How long an attempt that did not go through has to wait, and who says so. */
export interface AskedWait {
  readonly retryAfterMs: number;
  /** True when the other side named the wait (`Retry-After`); otherwise it is our own guess. */
  readonly isTold?: boolean;
}

/** Longer than this nobody is obeyed: a wrong header must not silence a channel for a year. */
export const longestToldWaitMs = 3_600_000;
/** No wait that we ever write down is longer. One that seems to be was written while the clock was wrong. */
export const longestWaitMs = longestToldWaitMs + 60_000;
/** "Come back in 0 seconds" is no invitation to a loop. */
const shortestWaitMs = 1_000;
const longestGuessMs = 30 * 60_000;
/** Everyone who was told the same instant would come back in the same moment. */
const toldJitterShare = 0.1;
const longestToldJitterMs = 5_000;

/**
 * How long to wait before the next attempt, in whole milliseconds.
 *
 * A wait that was told is kept: never shorter, and longer only by a little jitter. Our own guess doubles with each
 * attempt up to half an hour, and is spread by a quarter to either side.
 *
 * @param attempt - How many attempts have failed before this one; 0 for the first.
 * @param random - A number from 0 up to 1, such as `Math.random`.
 */
export function waitAfter({ retryAfterMs, isTold = false }: AskedWait, attempt: number, random: () => number): number {
  const asked = Number.isFinite(retryAfterMs) ? Math.max(shortestWaitMs, retryAfterMs) : longestToldWaitMs;
  if (isTold) {
    const told = Math.min(asked, longestToldWaitMs);
    return Math.ceil(told + random() * Math.min(longestToldJitterMs, told * toldJitterShare));
  }
  const guess = Math.min(asked * 2 ** Math.min(attempt, 30), Math.max(asked, longestGuessMs));
  return Math.ceil(Math.min(guess, longestToldWaitMs) * (0.75 + random() * 0.5));
}

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date. A date that has passed means now.
 *
 * @returns Milliseconds, capped at an hour; null when it says nothing usable, such as "-5" or "soon".
 */
export function parseRetryAfter(header: string | null | undefined, now: Date): number | null {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1_000, longestToldWaitMs);
  if (!/^[A-Za-z]{3,9}, /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now.getTime()), longestToldWaitMs);
}
