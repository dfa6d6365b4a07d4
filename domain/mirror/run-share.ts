/** What the smallest plans give to all of a portal's tools together. */
export const smallestDailyLimit = 250_000;
const dayMs = 86_400_000;

/** What reading beside the audits may cost. */
export interface RunShare {
  /** Requests of this run. */
  readonly ofRun: number;
  /** Requests of all runs of a day. */
  readonly ofDay: number;
}

/**
 * The share of a portal's day that one run may spend: as much as lies between it and the next one of its cadence.
 *
 * @param percent - Of the daily limit.
 * @param everyMs - How often the cadence runs; a day at the most.
 */
export function runShare(dailyLimit: number | null, percent: number, everyMs: number): RunShare {
  const ofDay = Math.max(1, Math.floor(((dailyLimit ?? smallestDailyLimit) * percent) / 100));
  return { ofDay, ofRun: Math.max(1, Math.floor((ofDay * Math.min(everyMs, dayMs)) / dayMs)) };
}
