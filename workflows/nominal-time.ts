import { defineSearchAttributeKey } from "@temporalio/common";
import { workflowInfo } from "@temporalio/workflow";

const scheduledStartTime = defineSearchAttributeKey("TemporalScheduledStartTime", "DATETIME");

/** The schedule's nominal time, which names the run; the start of the workflow when no schedule started it. */
export function nominalTime(): Date {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return typedSearchAttributes.get(scheduledStartTime) ?? startTime;
}
