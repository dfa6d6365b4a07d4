import type { Client } from "@temporalio/client";
import type { RevwatchConfig } from "../../config/config.ts";
import { waitingForBaseline } from "../../domain/schedule-note.ts";
import { desiredSchedules, sayTiming, type DesiredSchedule } from "../schedules/desired-schedules.ts";
import { readSchedules, type ActualSchedule } from "../schedules/read-schedules.ts";
import { memoOf } from "../schedules/schedule-options.ts";
import { fail, ok, warn, type DoctorLine } from "./doctor-line.ts";

const queues = ["audit", "hubspot", "delivery"] as const;
const workflowTasks = 1;
const activityTasks = 2;

/** Whether the server answers and has our namespace. */
export async function examineNamespace(client: Client, address: string): Promise<readonly DoctorLine[]> {
  const { namespace } = client.options;
  try {
    await client.workflowService.describeNamespace({ namespace });
    return [ok("Temporal", `It answers at ${address}, namespace ${namespace}.`)];
  } catch (error) {
    // Some keys may use a namespace and not look at it.
    if (codeOf(error) === permissionDenied)
      return [ok("Temporal", `It answers at ${address}, namespace ${namespace}.`)];
    if (codeOf(error) !== notFound) throw error;
    const fix = "Create it, or correct temporal.namespace (or TEMPORAL_NAMESPACE).";
    return [fail("Temporal", `It answers at ${address} and has no namespace ${namespace}.`, fix)];
  }
}

const notFound = 5;
const permissionDenied = 7;
const codeOf = (error: unknown) => (error as { readonly code?: number } | null)?.code;

/** Whether workers listen on every queue. */
export async function examineWorkers(client: Client): Promise<readonly DoctorLine[]> {
  const deaf = [];
  for (const queue of queues) {
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: queue },
      taskQueueType: queue === "audit" ? workflowTasks : activityTasks,
    });
    if ((pollers?.length ?? 0) === 0) deaf.push(queue);
  }
  if (deaf.length === 0) return [ok("Workers", `Workers listen on ${queues.join(", ")}.`)];
  return [
    warn(
      "Workers",
      `No one listens on ${deaf.join(", ")}, so audits and messages wait.`,
      "Start `revwatch up` or `revwatch worker`.",
    ),
  ];
}

/** Whether the schedules are what the config asks for, and act when they should. */
export async function examineSchedules(
  client: Client,
  config: RevwatchConfig,
  now: Date,
): Promise<readonly DoctorLine[]> {
  const desired = desiredSchedules(config);
  const actual = await readSchedules(
    client,
    desired.map(({ scheduleId }) => scheduleId),
  );
  const lines = desired
    .map((schedule) => judge(schedule, actual.get(schedule.scheduleId), now))
    .filter((line) => line !== null);
  return lines.length > 0 ? lines : [ok("Schedules", `All ${desired.length} are as the config asks, and act in time.`)];
}

function judge(desired: DesiredSchedule, actual: ActualSchedule | undefined, now: Date): DoctorLine | null {
  const what = `Schedule ${desired.scheduleId}`;
  if (actual === undefined) return warn(what, "It does not exist yet.", "Run `revwatch apply`.");
  if (actual.memo === null)
    return fail(
      what,
      "A schedule of this id exists and was not made by Revwatch.",
      "Delete or rename it, then run `revwatch apply`.",
    );
  if (actual.memo.hash !== memoOf(desired).hash)
    return warn(what, "The config has changed since it was written.", "Run `revwatch plan`, then `revwatch apply`.");
  if (actual.isPaused && actual.note === waitingForBaseline)
    return warn(
      what,
      "It waits for the client's first audit.",
      "`revwatch up` or `revwatch worker` carries it out; `revwatch status` shows how far it is.",
    );
  if (actual.isPaused)
    return warn(
      what,
      `It is paused: ${actual.note ?? "no reason given"}.`,
      "Resume it in Temporal's UI when the reason is over.",
    );
  return judgeFreshness(what, desired, actual, now);
}

const graceMs = 5 * 60_000;

function judgeFreshness(
  what: string,
  { timing }: DesiredSchedule,
  { lastActionAt }: ActualSchedule,
  now: Date,
): DoctorLine | null {
  if (lastActionAt === null || !("everySeconds" in timing)) return null;
  const quietMs = now.getTime() - lastActionAt.getTime();
  if (quietMs <= 3 * timing.everySeconds * 1_000 + graceMs) return null;
  const why = `It acts ${sayTiming(timing)}, and last did so at ${lastActionAt.toISOString()}.`;
  return fail(what, why, "Look in Temporal's UI whether its last run is still open: the next one waits for it.");
}
