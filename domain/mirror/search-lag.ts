/** How far behind HubSpot's search was seen to be: it hid a change for so long at least. */
export interface SearchLag {
  readonly ms: number;
  /** ISO 8601: when that was last seen. */
  readonly at: string;
}

/** HubSpot's search shows a change after a minute at the most, while it is well. */
export const usualLagMs = 60_000;
/** So far back a search may lag behind without anybody having to doubt what it shows. */
export const tolerableLagMs = 60 * 60_000;
/** For so long a lag is said after it was last seen. */
const saidForMs = 24 * 3_600_000;

/** What is known of the lag after a copy that measured so much; 0: nothing was hidden. */
export function lagAfter(before: SearchLag | null, measuredMs: number, asOf: Date): SearchLag | null {
  const sinceMs = before === null ? Infinity : asOf.getTime() - Date.parse(before.at);
  const now = measuredMs > usualLagMs ? { ms: measuredMs, at: asOf.toISOString() } : null;
  if (before === null || sinceMs > saidForMs) return now;
  if (now === null) return before;
  // A smaller one says little while the larger one may still hide something.
  if (sinceMs > before.ms) return now;
  if (now.ms * 2 < before.ms) return before;
  return { ms: Math.max(now.ms, before.ms), at: now.at };
}

/** True when more than is tolerated may be hidden now: so much was, and the search has not caught up since. */
export function mayHideMuch(lag: SearchLag | null, asOf: Date, isCurrent: boolean): lag is SearchLag {
  return lag !== null && lag.ms > tolerableLagMs && !isCurrent && asOf.getTime() - Date.parse(lag.at) <= lag.ms;
}
