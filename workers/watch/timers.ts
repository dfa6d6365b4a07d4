import { setTimeout as wait } from "node:timers/promises";

/** The clock of a loop. Tests move it. */
export interface Timers {
  now(): Date;
  /** Settles after so long, or at once when the signal comes. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const realTimers: Timers = {
  now: () => new Date(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
};
