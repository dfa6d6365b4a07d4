import { setTimeout as wait } from "node:timers/promises";
import { isStillRunning, type ProcessRef, type RunRecord } from "./run-record.ts";

const politeMs = 2_000;

/**
 * Ends what a killed owner left running, and only that: a process whose pid was given to another program meanwhile is
 * left alone. Answers with those that were ended.
 */
export async function endOrphans(record: Pick<RunRecord, "children"> | null): Promise<readonly ProcessRef[]> {
  const orphans = (record?.children ?? []).filter((child) => isStillRunning(child));
  for (const orphan of orphans) send(orphan, "SIGTERM");
  await untilGone(orphans, politeMs);
  for (const orphan of orphans.filter((child) => isStillRunning(child))) send(orphan, "SIGKILL");
  await untilGone(orphans, politeMs);
  return orphans;
}

function send({ pid }: ProcessRef, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It went by itself in between.
  }
}

async function untilGone(processes: readonly ProcessRef[], withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline && processes.some((child) => isStillRunning(child))) await wait(25);
}
