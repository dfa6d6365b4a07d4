import { z } from "zod";
import { startOnboarding } from "../connectors/temporal/signals.ts";
import { beginOnboarding, ensureClient, isOnboarded } from "../storage/clients.ts";
import { knownClient } from "./reads/known-client.ts";
import type { World } from "./world.ts";
import { onboardingWorkflowId } from "../domain/ids.ts";

const Input = z.strictObject({ clientId: z.string(), asOf: z.iso.datetime().optional() });

/** Starts taking a client on, unless that is done or under way, and returns at once. */
export const onboardClient = {
  name: "onboardClient",
  input: Input,
  async run(
    world: World,
    { clientId, asOf }: z.output<typeof Input>,
  ): Promise<{ readonly started: boolean; readonly workflowId: string }> {
    const client = knownClient(world.config(), clientId);
    const workflowId = onboardingWorkflowId(clientId);
    if (await isOnboarded(world.db, clientId)) return { started: false, workflowId };
    // Known before Temporal is: an onboarding that does not even begin is seen as well.
    await ensureClient(world.db, client);
    await beginOnboarding(world.db, clientId, world.now());
    await startOnboarding(await world.temporal(), { clientId, ...(asOf === undefined ? {} : { asOf }) });
    return { started: true, workflowId };
  },
};
