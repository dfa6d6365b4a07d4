import type { ErrorClass } from "../../domain/error-class.ts";

/**
 * A step of a workflow that stays: it fails by a class of error that no retry ends, and is tried again all the same.
 */
export interface BlockedWorkTable {
  /** Empty for work that serves all clients. */
  client_id: string;
  workflow_id: string;
  activity: string;
  class: ErrorClass;
  reason: string;
  since: Date;
  last_at: Date;
}

/**
 * `waiting`: paused by Revwatch until the baseline is done. `paused`: by an operator's decision. `missing`: nobody
 * deleted it on purpose through Revwatch. `foreign`: it bears our id and is not ours.
 */
export type ScheduleStateName = "running" | "waiting" | "paused" | "missing" | "foreign";

export interface ScheduleStateTable {
  /** Empty for the schedule that serves all clients. */
  client_id: string;
  schedule_id: string;
  state: ScheduleStateName;
  note: string | null;
  since: Date;
}
