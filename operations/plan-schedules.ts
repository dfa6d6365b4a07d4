import { WorkflowNotFoundError, type Client } from "@temporalio/client";
import { z } from "zod";
import type { ClientConfig } from "../config/config.ts";
import { unknownTeams } from "../config/unknown-teams.ts";
import { latestInventories } from "../storage/inventory/read-inventory.ts";
import { readMetClients } from "../storage/reads/client.ts";
import { seenSchedules } from "../storage/schedule-states.ts";
import { isOurNote, waitingForBaseline } from "../domain/schedule-note.ts";
import { decideChanges, type ScheduleChange } from "./schedules/decide-changes.ts";
import { desiredSchedules, possibleScheduleIds } from "./schedules/desired-schedules.ts";
import { newNeedsOf, type NewNeed } from "./reads/new-needs.ts";
import { mapSome } from "./schedules/map-some.ts";
import { describeSchedule, readSchedules, type ActualSchedule } from "./schedules/read-schedules.ts";
import type { World } from "./world.ts";
import { clientOfId, onboardingWorkflowId } from "../domain/ids.ts";

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
  /** Teams with hours of their own that no owner is in, as the owners were last read: sentences. */
  readonly unknownTeams: readonly { readonly clientId: string; readonly what: string }[];
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
    // Temporal's list lags behind, so what a client of ours can have is asked for by its id.
    const client = await world.temporal();
    const ids = [
      ...desired.map(({ scheduleId }) => scheduleId),
      ...known.flatMap(({ clientId }) => possibleScheduleIds(clientId)),
    ];
    const { actual, onboarded, lifting } = await readBoth(world, client, ids);
    const isLost = !desired.some(({ scheduleId }) => actual.has(scheduleId));
    const lostPauses = isLost ? await operatorsPauses(world) : new Map<string, string>();
    const changes = decideChanges(desired, actual, { prune, onboarded, lifting, lostPauses, now: world.now() });
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
    const teams = (await mapSome(met, askedAtOnce, (one) => unknownTeamsOf(world, one))).flat();
    return { schemaVersion: 1, changes, toOnboard, onboarding, newNeeds, unknownTeams: teams, isUpToDate };
  },
};

async function unknownTeamsOf({ db }: World, client: ClientConfig): Promise<SchedulePlan["unknownTeams"]> {
  const { clientId } = client;
  if (client.teamHours === undefined) return [];
  const { owner = [] } = await latestInventories(db, clientId, ["owner"]);
  return unknownTeams(client, owner).map((what) => ({ clientId, what }));
}

interface BothSides {
  readonly actual: ReadonlyMap<string, ActualSchedule>;
  readonly onboarded: ReadonlySet<string>;
  /** Clients whose onboarding is about to lift the pauses of their schedules. */
  readonly lifting: ReadonlySet<string>;
}

/**
 * The schedules, and whose baseline is done. An onboarding ends in the store before it lifts the pauses: so the store
 * is read behind the schedules, or what is lifted meanwhile would look like a schedule that runs without a baseline.
 */
async function readBoth(world: World, client: Client, ids: readonly string[]): Promise<BothSides> {
  const before = await readSchedules(client, ids);
  const met = await readMetClients(world.db);
  const onboarded = new Set(met.filter(({ onboardedAt }) => onboardedAt !== null).map(({ clientId }) => clientId));
  const waiting = [...before.values()].filter(
    ({ scheduleId, isPaused, note }) =>
      isPaused && note === waitingForBaseline && onboarded.has(clientOfId(scheduleId) ?? ""),
  );
  const clients = [...new Set(waiting.map(({ scheduleId }) => clientOfId(scheduleId)!))];
  const areUnderWay = await mapSome(clients, askedAtOnce, (clientId) => isOnboarding(client, clientId));
  // Of one that has ended since, the pauses may have been lifted behind our look.
  const again = await mapSome(waiting, askedAtOnce, ({ scheduleId }) => describeSchedule(client, scheduleId));
  const actual = new Map(before);
  for (const schedule of again) if (schedule !== null) actual.set(schedule.scheduleId, schedule);
  return { actual, onboarded, lifting: new Set(clients.filter((_, index) => areUnderWay[index])) };
}

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
