import { ScheduleNotFoundError, type Client } from "@temporalio/client";
import { asTemporalUnavailable } from "../run-operation.ts";
import type { ScheduleMemo } from "./schedule-options.ts";
import { mapSome } from "./map-some.ts";
import { isScheduleId } from "../../domain/ids.ts";

/** A schedule as it stands on the server. */
export interface ActualSchedule {
  readonly scheduleId: string;
  /** Null when it was not made by us. */
  readonly memo: ScheduleMemo | null;
  readonly isPaused: boolean;
  readonly note: string | null;
  readonly lastActionAt: Date | null;
  readonly nextActionAt: Date | null;
  /** When it was made or last written; a pause is no writing. */
  readonly writtenAt: Date;
}

/** Temporal works the next times out a moment after a schedule was written. */
const settledAfterMs = 120_000;

/**
 * Ours, not paused, and Temporal knows no next time, although none of ours ends by itself: it would never act again.
 */
export function isDead({ memo, isPaused, nextActionAt, writtenAt }: ActualSchedule, now: Date): boolean {
  return memo !== null && !isPaused && nextActionAt === null && now.getTime() - writtenAt.getTime() >= settledAfterMs;
}

const describedAtOnce = 8;

/**
 * The schedules under our prefixes, and those asked for by id. `list` lags and only discovers; `describe` is the truth.
 */
export async function readSchedules(
  client: Client,
  desiredIds: readonly string[],
): Promise<ReadonlyMap<string, ActualSchedule>> {
  const ids = new Set(desiredIds);
  for await (const { scheduleId } of client.schedule.list()) {
    if (isScheduleId(scheduleId)) ids.add(scheduleId);
  }
  const described = await mapSome([...ids], describedAtOnce, (id) => describeSchedule(client, id));
  return new Map(described.filter((actual) => actual !== null).map((actual) => [actual.scheduleId, actual]));
}

/** @throws {TemporalUnavailable} With the schedule's name in front, when Temporal does not say. */
export async function describeSchedule(client: Client, scheduleId: string): Promise<ActualSchedule | null> {
  try {
    const { action, state, info } = await client.schedule.getHandle(scheduleId).describe();
    return {
      scheduleId,
      memo: ourMemo(action.memo),
      isPaused: state.paused,
      note: state.note || null,
      lastActionAt: info.recentActions.at(-1)?.takenAt ?? null,
      nextActionAt: info.nextActionTimes[0] ?? null,
      writtenAt: info.lastUpdatedAt ?? info.createdAt,
    };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw asTemporalUnavailable(error, `Schedule ${scheduleId}`);
  }
}

function ourMemo(memo: Record<string, unknown> | undefined): ScheduleMemo | null {
  if (memo?.["managedBy"] !== "revwatch") return null;
  const text = (name: string) => (typeof memo[name] === "string" ? memo[name] : "");
  return { managedBy: "revwatch", description: text("description"), hash: text("hash"), written: text("written") };
}
