import { ScheduleNotFoundError, type Client } from "@temporalio/client";
import { z } from "zod";
import { sayTemporalError } from "../connectors/temporal/error-class.ts";
import { onboardClient } from "./onboard-client.ts";
import { planSchedules, type SchedulePlan } from "./plan-schedules.ts";
import { isOurNote } from "../domain/schedule-note.ts";
import type { ScheduleChange } from "./schedules/decide-changes.ts";
import { desiredSchedules, type DesiredSchedule } from "./schedules/desired-schedules.ts";
import { mapSome } from "./schedules/map-some.ts";
import { scheduleOptions } from "./schedules/schedule-options.ts";
import { createSchedule, remakeSchedule } from "./schedules/write-schedule.ts";
import type { World } from "./world.ts";
import { onboardingWorkflowId } from "../domain/ids.ts";

const Input = z.strictObject({
  prune: z.boolean().default(false),
  /** False leaves new clients waiting, for whoever starts their baseline otherwise. */
  onboard: z.boolean().default(true),
});

export interface AppliedSchedules {
  readonly schemaVersion: 1;
  /** `failed` says why a change could not be made; null when it was, or when there was nothing to do. */
  readonly changes: readonly (ScheduleChange & { readonly failed: string | null })[];
  readonly toOnboard: readonly string[];
  readonly newNeeds: SchedulePlan["newNeeds"];
  readonly unknownTeams: SchedulePlan["unknownTeams"];
  /** Clients whose onboarding was started, or was under way, with its workflow. */
  readonly onboarding: readonly {
    readonly clientId: string;
    readonly workflowId: string;
    readonly failed: string | null;
  }[];
}

const madeAtOnce = 4;

/**
 * Brings the schedules in line with the config, and starts the baseline of new clients. Doing it twice changes nothing.
 */
export const applySchedules = {
  name: "applySchedules",
  input: Input,
  async run(world: World, { prune, onboard }: z.output<typeof Input>): Promise<AppliedSchedules> {
    const plan = await planSchedules.run(world, { prune });
    const client = await world.temporal();
    const desired = new Map(desiredSchedules(world.config()).map((schedule) => [schedule.scheduleId, schedule]));
    const changes = await mapSome(plan.changes, madeAtOnce, async (change) => ({
      ...change,
      failed: await makeChange(client, change, desired.get(change.scheduleId)).catch(sayFailure),
    }));

    // Only now: the end of an onboarding lifts the pauses that were just set.
    const onboarding = [];
    for (const clientId of onboard ? plan.toOnboard : []) {
      const workflowId = onboardingWorkflowId(clientId);
      const failed = await onboardClient.run(world, { clientId }).then(() => null, sayFailure);
      onboarding.push({ clientId, workflowId, failed });
    }
    const { toOnboard, newNeeds, unknownTeams } = plan;
    return { schemaVersion: 1, changes, toOnboard, newNeeds, unknownTeams, onboarding };
  },
};

/** One schedule that fails does not keep the others from being made. */
function sayFailure(error: unknown): string {
  const said = sayTemporalError(error);
  if (said === null) throw error;
  return said;
}

async function makeChange(
  client: Client,
  change: ScheduleChange,
  desired: DesiredSchedule | undefined,
): Promise<string | null> {
  const handle = client.schedule.getHandle(change.scheduleId);
  switch (change.change) {
    case "unchanged":
      return null;
    case "foreign":
      return change.reasons.join("; ");
    case "prune":
      return handle.delete().then(() => null, whenGone);
    case "pause":
      return handle.pause(change.pausedBecause ?? "revwatch").then(() => null, whenGone);
    case "resume":
    case "revive":
      // One that was paused for long ends by being unpaused (temporalio/temporal#9752), so it is made anew.
      await remakeSchedule(client, desired!);
      return null;
    case "update":
      await updateSchedule(client, desired!, change);
      return null;
    case "create":
      return createSchedule(client, desired!, change.pausedBecause);
  }
}

/** What was deleted in the meantime needs no further care; the next plan sees it. */
function whenGone(error: unknown): string {
  if (error instanceof ScheduleNotFoundError) return "it was deleted in the meantime; run apply again";
  throw error;
}

/** Replaces everything but the state. A pause that an operator set, even while we work, survives. */
async function updateSchedule(
  client: Client,
  desired: DesiredSchedule,
  { pausedBecause, reasons }: ScheduleChange,
): Promise<void> {
  const handle = client.schedule.getHandle(desired.scheduleId);
  let found = { paused: false, note: "" };
  await handle.update((previous) => {
    found = { paused: previous.state.paused, note: previous.state.note ?? "" };
    return { ...scheduleOptions(desired), state: previous.state };
  });
  if (found.paused && !isOurNote(found.note)) return;
  if (pausedBecause === null && found.paused) await handle.unpause(`revwatch: ${reasons.at(-1) ?? "in the config"}`);
  if (pausedBecause !== null && found.note !== pausedBecause) await handle.pause(pausedBecause);
}
