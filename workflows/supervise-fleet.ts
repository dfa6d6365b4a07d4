import { ActivityFailure, isCancellation, patched } from "@temporalio/workflow";
import type { SweepResult } from "../activities/sweep/sweep-outboxes.ts";
import { housekeeping, store } from "./activity-groups.ts";
import { nominalTime } from "./nominal-time.ts";

/** Once an hour, at a minute at which schedules seldom start anything. */
const pruneAtMinute = 17;

/**
 * Once a minute: nothing that a crash left in an outbox waits for the next audit. Once an hour, old rows are removed.
 */
export async function superviseFleet(): Promise<SweepResult> {
  const woken = await store.sweepOutboxes();
  if (nominalTime().getUTCMinutes() === pruneAtMinute && patched("prune-history")) await prune();
  return woken;
}

/** What it cannot remove now goes an hour later; the sweep never waits for it. */
async function prune(): Promise<void> {
  try {
    await housekeeping.pruneHistory();
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  }
}
