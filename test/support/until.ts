import { setTimeout as wait } from "node:timers/promises";

/**
 * Waits until `condition` holds; says how long it took, and fails with `what` when it takes too long. After a look it
 * rests four times as long as the look took, at most a second: who is asked has work to do, and most waits are for a
 * process to be missed. Its limit is for a busy machine: what has to be quick is measured by the caller.
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
    await wait(Math.min(Math.max(4 * (now - lookedAt), 20), 1_000));
  }
  return performance.now() - startedAt;
}
