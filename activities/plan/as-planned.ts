import { withRunConfig, type RunConfig } from "../../config/run-config.ts";
import { readRunConfig } from "../../storage/run-config.ts";
import type { RunName } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";

/** The world in which a client is judged by the settings that were kept when its run was planned. */
export async function asPlanned(world: ActivityWorld, { clientId, runId }: RunName): Promise<ActivityWorld> {
  return judgedBy(world, clientId, (await readRunConfig(world.db, clientId, runId)) as RunConfig | null);
}

/** @param settings - Null: of an older version, whose runs go by the settings of each moment. */
export function judgedBy(world: ActivityWorld, clientId: string, settings: RunConfig | null): ActivityWorld {
  const client = (id: string) => withRunConfig(world.client(id), id === clientId ? settings : null);
  return { ...world, client };
}
