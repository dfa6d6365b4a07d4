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

/** As Temporal gives it out: of all attributes only those of its own type are set. */
type HistoryEvent = Readonly<Record<string, unknown>>;
type Attributes = Readonly<Record<string, unknown>>;

/** One action each. */
const others = [
  "workflowExecutionUpdateAcceptedEventAttributes",
  "startChildWorkflowExecutionInitiatedEventAttributes",
  "signalExternalWorkflowExecutionInitiatedEventAttributes",
] as const;

/** What one history holds of them from an instant on, seconds since 1970. */
export function countHistory(events: readonly HistoryEvent[], sinceSeconds = 0): ActionCounts {
  const counts = { starts: 0, schedules: 0, activities: 0, timers: 0, signals: 0, others: 0 };
  const localTasks = new Set<string>();
  for (const event of events) {
    const of = (name: string) => (event[name] ?? null) as Attributes | null;
    if (Number(of("eventTime")?.["seconds"] ?? 0) < sinceSeconds) continue;
    const started = of("workflowExecutionStartedEventAttributes");
    if (started !== null) {
      counts.starts += 1;
      if (namesIn(started).includes("TemporalScheduledById")) counts.schedules += 2;
    }
    const attempt = of("activityTaskStartedEventAttributes");
    if (attempt !== null) counts.activities += Math.max(1, Number(attempt["attempt"] ?? 1));
    const upserted = of("upsertWorkflowSearchAttributesEventAttributes");
    // What the SDK notes of versions is not billed.
    if (upserted !== null && namesIn(upserted).some((name) => name !== "TemporalChangeVersion")) counts.others += 1;
    const marker = of("markerRecordedEventAttributes");
    if (marker?.["markerName"] === "core_local_activity")
      localTasks.add(String(marker["workflowTaskCompletedEventId"]));
    if (of("timerStartedEventAttributes") !== null) counts.timers += 1;
    if (of("workflowExecutionSignaledEventAttributes") !== null) counts.signals += 1;
    counts.others += others.filter((name) => of(name) !== null).length;
  }
  return { ...counts, others: counts.others + localTasks.size };
}

function namesIn(attributes: Attributes): readonly string[] {
  const { indexedFields } = (attributes["searchAttributes"] ?? {}) as { readonly indexedFields?: object | null };
  return Object.keys(indexedFields ?? {});
}

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
