import { WorkflowNotFoundError, type Client } from "@temporalio/client";
import { startOnboarding } from "../../connectors/temporal/signals.ts";
import { onboardingClients } from "../../storage/clients.ts";
import type { ActivityWorld } from "../world.ts";
import { onboardingWorkflowId } from "../../domain/ids.ts";

/** Whoever has just asked for an onboarding is about to start it. */
const justAskedMs = 60_000;

/**
 * Goes on taking clients on where that had begun and nobody does it any more. Those that are done stay done.
 *
 * @returns How many were started again.
 */
export async function resumeOnboarding({ db, clientIds, now }: ActivityWorld, client: Client): Promise<number> {
  const configured = new Set(clientIds());
  let resumed = 0;
  for (const { clientId, since } of await onboardingClients(db)) {
    if (!configured.has(clientId) || now().getTime() - since.getTime() < justAskedMs) continue;
    if (await isUnderWay(client, clientId)) continue;
    await startOnboarding(client, { clientId });
    resumed += 1;
  }
  return resumed;
}

async function isUnderWay(client: Client, clientId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(onboardingWorkflowId(clientId)).describe();
    return status.name === "RUNNING";
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
