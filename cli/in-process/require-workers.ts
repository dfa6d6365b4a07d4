import { examineWorkers } from "../../operations/doctor/examine-temporal.ts";
import type { World } from "../../operations/world.ts";
import type { StateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";
import { namedTemporal } from "../../workers/temporal-address.ts";
import { Unavailable } from "../unavailable.ts";

const wayOut = "Start `revwatch up` (or `revwatch worker`) in another terminal and try again.";

/**
 * A workflow that nobody carries out would be waited for without end.
 *
 * @throws {Unavailable} When no worker listens.
 */
export async function requireWorkers(world: World, state: StateDirectory | null, env: NodeJS.ProcessEnv): Promise<void> {
  // We own the state directory, so nobody is up; with a Temporal server elsewhere a worker may still be.
  if (state !== null && namedTemporal(world.config, env) === null)
    throw new Unavailable(`Nobody is there to carry this out. ${wayOut}`);
  const lines = await examineWorkers(await world.temporal());
  if (lines.some((line) => line.state !== "ok")) throw new Unavailable(`${lines[0]!.why} ${wayOut}`);
}
