import { z } from "zod";
import { decideChanges, type ScheduleChange } from "./schedules/decide-changes.ts";
import { desiredSchedules, possibleScheduleIds } from "./schedules/desired-schedules.ts";
import { readSchedules } from "./schedules/read-schedules.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  /** Plan to delete what the config no longer asks for, instead of pausing it. */
  prune: z.boolean().default(false),
});

export interface SchedulePlan {
  readonly schemaVersion: 1;
  readonly changes: readonly ScheduleChange[];
  /** Clients whose first audit, their baseline, is still to come. */
  readonly toOnboard: readonly string[];
  /** True when `apply` would do nothing. */
  readonly isUpToDate: boolean;
}

/** What `apply` would do, without doing it. */
export const planSchedules = {
  name: "planSchedules",
  input: Input,
  async run(world: World, { prune }: z.output<typeof Input>): Promise<SchedulePlan> {
    const desired = desiredSchedules(world.config);
    const known = await knownClients(world);
    const onboarded = new Set(known.filter(({ onboarded_at }) => onboarded_at !== null).map(({ client_id }) => client_id));
    // Temporal's list lags behind, so what a client of ours can have is asked for by its id.
    const actual = await readSchedules(await world.temporal(), [
      ...desired.map(({ scheduleId }) => scheduleId),
      ...known.flatMap(({ client_id }) => possibleScheduleIds(client_id)),
    ]);
    const changes = decideChanges(desired, actual, { prune, onboarded });
    const toOnboard = world.config.clients.map(({ clientId }) => clientId).filter((clientId) => !onboarded.has(clientId));
    const isUpToDate = toOnboard.length === 0 && changes.every(({ change }) => change === "unchanged" || change === "foreign");
    return { schemaVersion: 1, changes, toOnboard, isUpToDate };
  },
};

/** Every client that was ever taken on, those that have left too. */
async function knownClients({ db }: World) {
  return db.selectFrom("client").select(["client_id", "onboarded_at"]).execute();
}
