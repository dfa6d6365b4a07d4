import type { Client } from "@temporalio/client";
import { explainTemporalError } from "../../connectors/temporal/error-class.ts";
import type { TemporalSight } from "../../operations/watch/facts-of-sights.ts";

const workflowTasks = 1;
const activityTasks = 2;
/** Every queue by the tasks that our workers take from it. */
const queues = [
  ["audit", workflowTasks],
  ["audit", activityTasks],
  ["hubspot", activityTasks],
  ["delivery", activityTasks],
] as const;
const answerMs = 10_000;

/** Asks Temporal whether it is there and when our queues were last polled. It remembers since when it is not. */
export function makeTemporalProbe(client: Client, now: () => Date): () => Promise<TemporalSight> {
  let awaySince: Date | null = null;
  return async () => {
    try {
      const seen = await Promise.all(queues.map(([queue, type]) => lastPoll(client, queue, type)));
      awaySince = null;
      return { away: null, queues: oldestOf(seen) };
    } catch (error) {
      awaySince ??= now();
      const reason = explainTemporalError(error)?.reason ?? (error instanceof Error ? error.message : String(error));
      return {
        away: { since: awaySince.toISOString(), reason: `${reason[0]!.toUpperCase()}${reason.slice(1)}.` },
        queues: [],
      };
    }
  };
}

interface Poll {
  readonly queue: string;
  readonly polledAt: string | null;
}

async function lastPoll(client: Client, queue: string, taskQueueType: 1 | 2): Promise<Poll> {
  const { pollers } = await client.withDeadline(Date.now() + answerMs, () =>
    client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: queue },
      taskQueueType,
    }),
  );
  const seconds = (pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0));
  return { queue, polledAt: seconds.length === 0 ? null : new Date(Math.max(...seconds) * 1_000).toISOString() };
}

/** Both kinds of tasks of a queue have to be taken. */
function oldestOf(polls: readonly Poll[]): TemporalSight["queues"] {
  return [...Map.groupBy(polls, ({ queue }) => queue)].map(([queue, own]) => {
    const times = own.map(({ polledAt }) => (polledAt === null ? null : Date.parse(polledAt)));
    return { queue, polledAt: times.includes(null) ? null : new Date(Math.min(...(times as number[]))).toISOString() };
  });
}
