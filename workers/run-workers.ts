import { type NativeConnection, Worker, type WorkflowBundle } from "@temporalio/worker";
import { makeActivities } from "../activities/index.ts";
import { beat } from "../activities/beat.ts";
import { makeBlockedNotes } from "../activities/tell/note-blocked.ts";
import { translateErrors } from "../activities/translate-errors.ts";
import type { ActivityWorld } from "../activities/world.ts";

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly world: ActivityWorld;
  /** From `workflowBundle`. */
  readonly bundle: WorkflowBundle;
}

export interface RunningWorkers {
  /** Settles when all have stopped; rejects when one of them breaks. */
  readonly finished: Promise<void>;
  /** Takes no new work and lets what is running finish, or hands it over at the end of the grace time. */
  stop(): Promise<void>;
}

/**
 * A fault in the code of a workflow that is asked for once ends it, so that whoever waits hears of it. In any other
 * workflow it only fails the task: the workflow stays until a version without the fault goes on with it.
 */
export const workflowFailureErrorTypes = {
  "*": [],
  auditClient: ["Error"],
  weeklyReport: ["Error"],
  superviseFleet: ["Error"],
};

/**
 * How long running activities may go on after a stop was asked for, and how long they may take to hear that it is over.
 */
const shutdownGraceTime = "15 seconds";
const shutdownForceTime = "18 seconds";

/** One worker for each task queue, in this process. Deliveries never wait behind scans. */
export async function runWorkers({ connection, namespace, world, bundle }: WorkersOptions): Promise<RunningWorkers> {
  const activities = makeActivities(world);
  const notes = makeBlockedNotes(world.db, world.now);
  const common = {
    connection,
    namespace,
    shutdownGraceTime,
    shutdownForceTime,
    interceptors: { activity: [() => ({ inbound: translateErrors(notes) }), () => ({ inbound: beat })] },
  };
  const workers = await Promise.all([
    Worker.create({
      ...common,
      taskQueue: "audit",
      workflowBundle: bundle,
      workflowFailureErrorTypes,
      activities: activities.audit,
      maxCachedWorkflows: 200,
      maxConcurrentActivityTaskExecutions: 10,
    }),
    Worker.create({
      ...common,
      taskQueue: "hubspot",
      activities: activities.hubspot,
      maxConcurrentActivityTaskExecutions: 20,
    }),
    Worker.create({
      ...common,
      taskQueue: "delivery",
      activities: activities.delivery,
      maxConcurrentActivityTaskExecutions: 10,
    }),
  ]);
  const finished = Promise.all(workers.map((worker) => worker.run())).then(() => undefined);
  return {
    finished,
    async stop() {
      for (const worker of workers) if (worker.getState() === "RUNNING") worker.shutdown();
      await finished.catch(() => undefined);
    },
  };
}
