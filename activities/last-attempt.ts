import { activityInfo } from "@temporalio/activity";

/** True when Temporal will not try again: then a broken read becomes a result that says so, instead of an error. */
export function isLastAttempt(): boolean {
  const { attempt, retryPolicy } = activityInfo();
  const most = retryPolicy?.maximumAttempts ?? 0;
  return most > 0 && attempt >= most;
}
