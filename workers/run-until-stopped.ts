import { stopOnSignals } from "./stop-on-signals.ts";
import { isDoneWithin } from "./within.ts";

/** Something that runs in this process. */
export interface Running {
  close(): Promise<void>;
  /** Rejects when it cannot go on. */
  readonly broken?: Promise<never>;
}

/** A service manager asks a second time, by force, after thirty seconds or more. */
const stopWithinMs = 28_000;

/**
 * Starts something and keeps it until a signal, also one that comes while it still starts. What has not ended after 28
 * seconds is left to the end of the process, which the caller brings about: everything is made to be cut off.
 *
 * @param start - Closes what it has opened when it fails. The signal breaks it off.
 * @throws {unknown} Whatever `start` or `broken` fails with.
 */
export async function runUntilStopped(start: (signal: AbortSignal) => Promise<Running>): Promise<void> {
  const { asked, signal } = stopOnSignals();
  const starting = start(signal);
  const running = await Promise.race([starting, asked.then(() => null)]);
  if (running === null) return end(starting.then((late) => late.close()));

  try {
    await Promise.race([asked, ...(running.broken === undefined ? [] : [running.broken])]);
    process.stderr.write("\nStopping: running work may finish.\n");
  } finally {
    await end(running.close());
  }
}

async function end(closing: Promise<void>): Promise<void> {
  // A start that is broken off fails with the news that it was.
  const isDone = await isDoneWithin(
    stopWithinMs,
    closing.catch(() => undefined),
  );
  if (!isDone) process.stderr.write("Not everything ended in time. What is left is taken up by the next start.\n");
}
