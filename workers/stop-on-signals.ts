import { endAtOnce } from "./stray-faults.ts";

/** A stop that was asked for: Ctrl-C, a polite kill, or a terminal that was closed. */
export interface Stopping {
  /** Settles at the first of them. */
  readonly asked: Promise<void>;
  /** Aborted with it, for what can be broken off. */
  readonly signal: AbortSignal;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const exitInterrupted = 130;

/**
 * Listens for a stop. A second one ends the process at once: locks and ports go with it, and a start takes up the rest.
 */
export function stopOnSignals(): Stopping {
  const stop = new AbortController();
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const ask = () => {
    if (stop.signal.aborted)
      endAtOnce(exitInterrupted, "Ended at once. What was under way is taken up by the next start.");
    stop.abort();
    resolve();
  };
  for (const signal of signals) process.on(signal, ask);
  return { asked, signal: stop.signal };
}
