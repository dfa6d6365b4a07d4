import type { temporal } from "@temporalio/proto";

type History = temporal.api.history.v1.IHistory;

/**
 * What Temporal counts of one run by its published list (docs.temporal.io/cloud/actions): the start of the workflow, two
 * more where a schedule acts, each attempt at an activity, each heartbeat that reaches the server, each timer, signal
 * and update. That a change of the code is marked counts nothing.
 */
export function countActions(
  { events }: History,
  { isScheduled, heartbeats }: { readonly isScheduled: boolean; readonly heartbeats: number },
): number {
  let actions = 1 + (isScheduled ? 2 : 0) + heartbeats;
  for (const event of events ?? []) {
    if (event.activityTaskStartedEventAttributes) actions += event.activityTaskStartedEventAttributes.attempt ?? 1;
    if (event.timerStartedEventAttributes) actions += 1;
    if (event.workflowExecutionSignaledEventAttributes) actions += 1;
    if (event.workflowExecutionUpdateAcceptedEventAttributes) actions += 1;
    if (event.startChildWorkflowExecutionInitiatedEventAttributes) actions += 2;
    const upserted = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
    if (upserted && Object.keys(upserted).some((name) => name !== "TemporalChangeVersion")) actions += 1;
  }
  return actions;
}
