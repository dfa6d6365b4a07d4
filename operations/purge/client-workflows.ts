import { ScheduleNotFoundError, WorkflowNotFoundError, type Client } from "@temporalio/client";
import { mapSome } from "../schedules/map-some.ts";
import { possibleScheduleIds } from "../schedules/desired-schedules.ts";
import { clientOfId } from "../../domain/ids.ts";

const because = "revwatch: the client was purged";
const atOnce = 8;

/** Ids of the client's schedules that are there. Asked for by id, because Temporal's list lags behind. */
export async function schedulesOf(client: Client, clientId: string): Promise<readonly string[]> {
  const found = await mapSome(possibleScheduleIds(clientId), atOnce, async (scheduleId) => {
    try {
      await client.schedule.getHandle(scheduleId).describe();
      return scheduleId;
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return null;
      throw error;
    }
  });
  return found.filter((id) => id !== null);
}

/** Ids of the client's workflows that run. Every one of ours is named `{kind}/{clientId}` and perhaps more. */
export async function runningWorkflowsOf(client: Client, clientId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" }))
    if (clientOfId(workflowId) === clientId) ids.push(workflowId);
  return ids;
}

export async function deleteSchedules(client: Client, scheduleIds: readonly string[]): Promise<void> {
  await mapSome(scheduleIds, atOnce, async (scheduleId) => {
    await client.schedule
      .getHandle(scheduleId)
      .delete()
      .catch((error: unknown) => {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      });
  });
}

export async function terminateWorkflows(client: Client, workflowIds: readonly string[]): Promise<void> {
  await mapSome(workflowIds, atOnce, async (workflowId) => {
    await client.workflow
      .getHandle(workflowId)
      .terminate(because)
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
  });
}
