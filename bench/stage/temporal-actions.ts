import type { Client } from "@temporalio/client";

/**
 * Temporal's billable actions as its own page counts them (https://docs.temporal.io/cloud/actions): a workflow's start
 * 1, and 2 more where a schedule has made it; each attempt at an activity 1; a timer, a signal, an update, a child or a
 * search attribute that is set later 1; all local activities of one workflow task together 1. Heartbeats, 1 each, stand
 * in no history and come from the server's own count.
 */
export interface ActionCounts {
  readonly starts: number;
  readonly schedules: number;
  readonly activities: number;
  readonly timers: number;
  readonly signals: number;
  readonly others: number;
}

export const actionsOf = ({ starts, schedules, activities, timers, signals, others }: ActionCounts): number =>
  starts + schedules + activities + timers + signals + others;

interface HistoryEvent {
  readonly eventType?: unknown;
  readonly eventTime?: { readonly seconds?: unknown } | null;
  readonly activityTaskStartedEventAttributes?: { readonly attempt?: number | null } | null;
  readonly workflowExecutionStartedEventAttributes?: {
    readonly searchAttributes?: { readonly indexedFields?: Readonly<Record<string, unknown>> | null } | null;
  } | null;
  readonly upsertWorkflowSearchAttributesEventAttributes?: {
    readonly searchAttributes?: { readonly indexedFields?: Readonly<Record<string, unknown>> | null } | null;
  } | null;
  readonly markerRecordedEventAttributes?: {
    readonly markerName?: string | null;
    readonly workflowTaskCompletedEventId?: unknown;
  } | null;
}

/** What one history holds of them from an instant on, seconds since 1970. */
export function countHistory(events: readonly HistoryEvent[], sinceSeconds = 0): ActionCounts {
  const counts = { starts: 0, schedules: 0, activities: 0, timers: 0, signals: 0, others: 0 };
  const localTasks = new Set<string>();
  for (const event of events) {
    if (Number(event.eventTime?.seconds ?? 0) < sinceSeconds) continue;
    if (event.workflowExecutionStartedEventAttributes) {
      counts.starts += 1;
      const named = event.workflowExecutionStartedEventAttributes.searchAttributes?.indexedFields ?? {};
      if ("TemporalScheduledById" in named) counts.schedules += 2;
    } else if (event.activityTaskStartedEventAttributes) {
      counts.activities += Math.max(1, event.activityTaskStartedEventAttributes.attempt ?? 1);
    } else if (event.upsertWorkflowSearchAttributesEventAttributes) {
      // What the SDK notes of versions is not billed.
      const named = event.upsertWorkflowSearchAttributesEventAttributes.searchAttributes?.indexedFields ?? {};
      if (Object.keys(named).some((name) => name !== "TemporalChangeVersion")) counts.others += 1;
    } else if (event.markerRecordedEventAttributes) {
      const { markerName, workflowTaskCompletedEventId } = event.markerRecordedEventAttributes;
      if (markerName === "core_local_activity") localTasks.add(String(workflowTaskCompletedEventId));
    } else if ("timerStartedEventAttributes" in event && event.timerStartedEventAttributes) counts.timers += 1;
    else if ("workflowExecutionSignaledEventAttributes" in event && event.workflowExecutionSignaledEventAttributes)
      counts.signals += 1;
    else if (
      isSet(event, "workflowExecutionUpdateAcceptedEventAttributes") ||
      isSet(event, "startChildWorkflowExecutionInitiatedEventAttributes") ||
      isSet(event, "signalExternalWorkflowExecutionInitiatedEventAttributes")
    )
      counts.others += 1;
  }
  return { ...counts, others: counts.others + localTasks.size };
}

const isSet = (event: object, name: string): boolean => Boolean((event as Record<string, unknown>)[name]);

/** What all workflows of a namespace that match a query have done since an instant, by their histories. */
export async function countActions(
  { workflow }: Client,
  { query, since }: { readonly query?: string; readonly since?: Date } = {},
): Promise<ReadonlyMap<string, ActionCounts>> {
  const counted = new Map<string, ActionCounts>();
  for await (const { workflowId, runId } of workflow.list(query === undefined ? {} : { query })) {
    const { events } = await workflow.getHandle(workflowId, runId).fetchHistory();
    counted.set(`${workflowId} ${runId}`, countHistory((events ?? []) as never, (since?.getTime() ?? 0) / 1000));
  }
  return counted;
}

export function sumActions(counted: ReadonlyMap<string, ActionCounts>): number {
  return [...counted.values()].reduce((sum, counts) => sum + actionsOf(counts), 0);
}
