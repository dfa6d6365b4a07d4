import { activityInfo, heartbeat } from "@temporalio/activity";

/**
 * Says that this lives, where somebody waits to hear it. Nobody does of an activity that is given no heartbeat
 * time-out, and each beat that reaches Temporal is counted.
 */
export function beatIfWatched(details?: unknown): void {
  if (activityInfo().heartbeatTimeoutMs !== undefined) heartbeat(details);
}
