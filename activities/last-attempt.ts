import { activityInfo } from "@temporalio/activity";

/**
 * HubSpot is asked so often, within about half a minute; then the run says what could not be read and the next one
 * starts afresh. What else can be away (the database, a worker) is waited for longer.
 */
export const readAttempts = 4;

/** True when HubSpot is not asked again: then a broken read becomes a result that says so, instead of an error. */
export function isLastAttempt(): boolean {
  const { attempt, retryPolicy } = activityInfo();
  const most = retryPolicy?.maximumAttempts ?? 0;
  return most > 0 && attempt >= Math.min(most, readAttempts);
}
