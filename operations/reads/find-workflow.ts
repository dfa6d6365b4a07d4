import { WorkflowNotFoundError } from "@temporalio/client";
import type { World } from "../world.ts";

/** `gone`: Temporal keeps finished workflows for its namespace's own time only. `unknown`: it does not answer. */
export type WorkflowPlace = "there" | "gone" | "unknown";

const patienceMs = 3_000;

/** Whether Temporal still has a workflow, or one run of it. */
export async function findWorkflow(
  world: Pick<World, "temporal">,
  workflowId: string,
  runId: string | undefined,
): Promise<WorkflowPlace> {
  try {
    const client = await world.temporal();
    await client.withDeadline(Date.now() + patienceMs, () => client.workflow.getHandle(workflowId, runId).describe());
    return "there";
  } catch (error) {
    return error instanceof WorkflowNotFoundError ? "gone" : "unknown";
  }
}
