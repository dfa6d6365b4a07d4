import type { Client } from "@temporalio/client";
import type { RevwatchConfig } from "../../config/config.ts";
import { examineWorkers } from "../../operations/doctor/examine-temporal.ts";
import { namedTemporal } from "../../workers/temporal-address.ts";
import { Unavailable } from "../unavailable.ts";

const wayOut = "Start `revwatch up` (or `revwatch worker`) in another terminal and try again.";

/**
 * A workflow that no worker carries out would be waited for without end.
 *
 * @param isOwner - We own the state directory, so no `revwatch up` runs; with a Temporal server elsewhere a worker may
 *   still be.
 * @throws {Unavailable} When no worker listens.
 */
export async function requireWorkers(
  config: RevwatchConfig,
  env: NodeJS.ProcessEnv,
  isOwner: boolean,
  temporal: () => Promise<Client>,
): Promise<void> {
  if (isOwner && namedTemporal(config, env) === null)
    throw new Unavailable(`No worker is running to carry this out. ${wayOut}`);
  const [workers] = await examineWorkers(await temporal());
  if (workers !== undefined && workers.state !== "ok") throw new Unavailable(`${workers.why} ${wayOut}`);
}
