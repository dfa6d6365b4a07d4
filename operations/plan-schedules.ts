import { WorkflowNotFoundError, type Client } from "@temporalio/client";
import { z } from "zod";
import { readMetClients } from "../storage/reads/client.ts";
import { seenSchedules } from "../storage/schedule-states.ts";
import { isOurNote } from "../domain/schedule-note.ts";
import { decideChanges, type ScheduleChange } from "./schedules/decide-changes.ts";
import { desiredSchedules, possibleScheduleIds } from "./schedules/desired-schedules.ts";
import { newNeedsOf, type NewNeed } from "./reads/new-needs.ts";
import { mapSome } from "./schedules/map-some.ts";
import { readSchedules } from "./schedules/read-schedules.ts";
import type { World } from "./world.ts";
import { onboardingWorkflowId } from "../domain/ids.ts";

const Input = z.strictObject({
  /** Plan to delete what the config no longer asks for, instead of pausing it. */
  prune: z.boolean().default(false),
});

export interface SchedulePlan {
  readonly schemaVersion: 1;
  readonly changes: readonly ScheduleChange[];
  /** Clients whose first audit, their baseline, is still to come. */
  readonly toOnboard: readonly string[];
  /** Clients whose baseline is under way. */
  readonly onboarding: readonly string[];
  /** What the checks of onboarded clients need and was not read yet, with its price. */
  readonly newNeeds: readonly NewNeed[];
  /** True when `apply` would do nothing. */
  readonly isUpToDate: boolean;
}

/** What `apply` would do, without doing it. */
export const planSchedules = {
  name: "planSchedules",
  input: Input,
  async run(world: World, { prune }: z.output<typeof Input>): Promise<SchedulePlan> {
    const desired = desiredSchedules(world.config());
    // Those that have left too: their schedules may still be there.
    const known = await readMetClients(world.db);
    const onboarded = new Set(known.filter(({ onboardedAt }) => onboardedAt !== null).map(({ clientId }) => clientId));
    // Temporal's list lags behind, so what a client of ours can have is asked for by its id.
    const client = await world.temporal();
    const actual = await readSchedules(client, [
      ...desired.map(({ scheduleId }) => scheduleId),
      ...known.flatMap(({ clientId }) => possibleScheduleIds(clientId)),
    ]);
    const isLost = !desired.some(({ scheduleId }) => actual.has(scheduleId));
    const lostPauses = isLost ? await operatorsPauses(world) : new Map<string, string>();
    const changes = decideChanges(desired, actual, { prune, onboarded, lostPauses, now: world.now() });
    const waiting = world
      .config()
      .clients.map(({ clientId }) => clientId)
      .filter((clientId) => !onboarded.has(clientId));
    const areUnderWay = await mapSome(waiting, askedAtOnce, (clientId) => isOnboarding(client, clientId));
    const toOnboard = waiting.filter((_, index) => !areUnderWay[index]);
    const onboarding = waiting.filter((_, index) => areUnderWay[index]);
    const isUpToDate =
      toOnboard.length === 0 && changes.every(({ change }) => change === "unchanged" || change === "foreign");
    const met = world.config().clients.filter(({ clientId }) => onboarded.has(clientId));
    const newNeeds = (await mapSome(met, askedAtOnce, (one) => newNeedsOf(world, one))).flat();
    return { schemaVersion: 1, changes, toOnboard, onboarding, newNeeds, isUpToDate };
  },
};

/** The pauses that operators had set, as the workers last saw them. */
async function operatorsPauses({ db }: World): Promise<ReadonlyMap<string, string>> {
  const { schedules } = await seenSchedules(db);
  const paused = schedules.filter(({ note }) => note !== null && !isOurNote(note));
  return new Map(paused.map(({ scheduleId, note }) => [scheduleId, note!]));
}

const askedAtOnce = 8;

async function isOnboarding(client: Client, clientId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(onboardingWorkflowId(clientId)).describe();
    return status.name === "RUNNING";
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
