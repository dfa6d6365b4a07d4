import { ScheduleAlreadyRunning, ScheduleNotFoundError, type Client } from "@temporalio/client";
import type { DesiredSchedule } from "./desired-schedules.ts";
import { scheduleOptions } from "./schedule-options.ts";

/**
 * Makes a schedule.
 *
 * @param pausedBecause - The note with which it begins paused; null when it runs.
 * @returns Why it could not be made; null when it was.
 */
export async function createSchedule(
  client: Client,
  desired: DesiredSchedule,
  pausedBecause: string | null,
): Promise<string | null> {
  const state = pausedBecause === null ? {} : { state: { paused: true, note: pausedBecause } };
  try {
    await client.schedule.create({ scheduleId: desired.scheduleId, ...scheduleOptions(desired), ...state });
    return null;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return "it was created elsewhere at the same moment; run apply again";
    throw error;
  }
}

/** Makes a schedule anew, running: one that Temporal has ended, or will end, does not act again otherwise. */
export async function remakeSchedule(client: Client, desired: DesiredSchedule): Promise<void> {
  await client.schedule
    .getHandle(desired.scheduleId)
    .delete()
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
  await createSchedule(client, desired, null);
}
