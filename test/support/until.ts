import { setTimeout as wait } from "node:timers/promises";

/**
 * Waits until `condition` holds; says how long it took, and fails with `what` when it takes too long. After a look it
 * rests as long as the look took, so that one that costs a process does not keep a core to itself. Its limit is for a busy
 * machine: what has to be quick is measured by the caller.
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const lookedAt = performance.now();
    if (await condition()) break;
    const now = performance.now();
    if (now - startedAt > withinMs) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await wait(Math.min(Math.max(now - lookedAt, 20), 1_000));
  }
  return performance.now() - startedAt;
}
