import type { Client, ScheduleSummary } from "@temporalio/client";
import type { RevwatchConfig } from "../../config/config.ts";
import { waitingForBaseline } from "../../domain/schedule-note.ts";
import { isOnboarded } from "../../storage/clients.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { saveSchedules, seenSchedules, type ScheduleState } from "../../storage/schedule-states.ts";
import { desiredSchedules } from "./desired-schedules.ts";
import { mapSome } from "./map-some.ts";
import { describeSchedule, isDead, type ActualSchedule } from "./read-schedules.ts";
import { remakeSchedule } from "./write-schedule.ts";

export interface KeptSchedules {
  readonly schedules: readonly ScheduleState[];
  /** Schedules that were made anew because they would never have acted again. */
  readonly revived: readonly string[];
}

/** A pause that is shorter cannot have outlived what Temporal keeps; whoever removed the schedule meant it. */
const shortestFatalPauseMs = 24 * 3_600_000;
const describedAtOnce = 4;

/**
 * Looks how the schedules stand, keeps that in the database for the watch, and makes those anew that would never act
 * again: Temporal ends a schedule that was paused for longer than it keeps things as soon as it is unpaused
 * (temporalio/temporal#9752).
 */
export async function keepSchedules(
  { db, config, now }: { readonly db: StoreHandle; readonly config: RevwatchConfig; readonly now: Date },
  client: Client,
): Promise<KeptSchedules> {
  const before = new Map((await seenSchedules(db)).schedules.map((one) => [one.scheduleId, one]));
  const listed = new Map<string, ScheduleSummary>();
  for await (const summary of client.schedule.list()) listed.set(summary.scheduleId, summary);

  const revived: string[] = [];
  const schedules = await mapSome(desiredSchedules(config), describedAtOnce, async (desired) => {
    const { scheduleId, clientId } = desired;
    const was = before.get(scheduleId);
    const summary = listed.get(scheduleId);
    // The list lags, so whatever it says that is new or wrong is asked for by id.
    const isAsBefore = summary !== undefined && was?.state === "running" && isActing(summary);
    if (isAsBefore) return { scheduleId, clientId, state: "running", note: null } as const;
    const actual = await describeSchedule(client, scheduleId);
    // When Temporal has nothing at all it has lost its state, and `apply` is to make it whole.
    const hasEnded = actual === null && listed.size > 0 && wasPausedForLong(was, now);
    if (hasEnded || (actual !== null && (isDead(actual, now) || (await isForgotten(db, clientId, actual))))) {
      await remakeSchedule(client, desired);
      revived.push(scheduleId);
      return { scheduleId, clientId, state: "running", note: null } as const;
    }
    return { scheduleId, clientId, ...stateOf(actual, was?.note ?? null) };
  });
  await saveSchedules(db, schedules, now);
  return { schedules, revived };
}

const isActing = ({ state, info }: ScheduleSummary) => !state.paused && info.nextActionTimes.length > 0;

function wasPausedForLong(was: (ScheduleState & { readonly since: Date }) | undefined, now: Date): boolean {
  const isPause = was?.state === "paused" || was?.state === "waiting";
  return isPause && now.getTime() - was.since.getTime() >= shortestFatalPauseMs;
}

/** The end of the onboarding was to lift the pause, and something came between. */
async function isForgotten(db: StoreHandle, clientId: string | null, actual: ActualSchedule): Promise<boolean> {
  const isWaiting = actual.memo !== null && actual.isPaused && actual.note === waitingForBaseline;
  return isWaiting && (clientId === null || (await isOnboarded(db, clientId)));
}

function stateOf(actual: ActualSchedule | null, noteBefore: string | null): Pick<ScheduleState, "state" | "note"> {
  if (actual === null) return { state: "missing", note: noteBefore };
  if (actual.memo === null) return { state: "foreign", note: null };
  if (!actual.isPaused) return { state: "running", note: null };
  const state = actual.note === waitingForBaseline ? "waiting" : "paused";
  return { state, note: actual.note ?? "" };
}
