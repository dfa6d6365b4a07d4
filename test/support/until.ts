import { setTimeout as wait } from "node:timers/promises";

/** Waits until `condition` holds; says how long it took, and fails with `what` when it takes too long. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<number> {
  const startedAt = performance.now();
  while (!(await condition())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await wait(20);
  }
  return performance.now() - startedAt;
}
