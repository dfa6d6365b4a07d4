import { isOurNote, leftConfig, waitingForBaseline } from "../../domain/schedule-note.ts";
import type { DesiredSchedule } from "./desired-schedules.ts";
import { isDead, type ActualSchedule } from "./read-schedules.ts";
import { sayDifferences } from "./say-differences.ts";
import { memoOf } from "./schedule-options.ts";
import { clientOfId } from "../../domain/ids.ts";

/** What `apply` does to one schedule, or why it leaves it alone. */
export interface ScheduleChange {
  readonly scheduleId: string;
  readonly clientId: string | null;
  /**
   * `revive`: it is not paused and would never act again, so it is made anew. `foreign`: it bears our id and is not
   * ours, so it stays untouched.
   */
  readonly change: "create" | "update" | "pause" | "resume" | "revive" | "prune" | "unchanged" | "foreign";
  readonly description: string;
  readonly reasons: readonly string[];
  /** The note with which it is paused once the change is made; null when it runs. */
  readonly pausedBecause: string | null;
}

export interface ChangeOptions {
  /** Deletes what the config no longer asks for; without it such schedules are paused. */
  readonly prune: boolean;
  /** Whose baseline is done. */
  readonly onboarded: ReadonlySet<string>;
  /** Of these, whose onboarding is about to lift the pauses of their schedules itself; none when left out. */
  readonly lifting?: ReadonlySet<string>;
  readonly now: Date;
  /** When Temporal has lost everything: the operator's notes of the pauses that there were, by schedule. */
  readonly lostPauses?: ReadonlyMap<string, string>;
}

/** Compares what the config asks for with what stands on the server. Pure; sorted by id. */
export function decideChanges(
  desired: readonly DesiredSchedule[],
  actual: ReadonlyMap<string, ActualSchedule>,
  options: ChangeOptions,
): readonly ScheduleChange[] {
  const wanted = new Set(desired.map(({ scheduleId }) => scheduleId));
  const leftOver = [...actual.values()].filter(({ scheduleId, memo }) => !wanted.has(scheduleId) && memo !== null);
  return [
    ...desired.map((schedule) => decideDesired(schedule, actual.get(schedule.scheduleId), options)),
    ...leftOver.map((schedule) => decideLeftOver(schedule, options)),
  ].sort((a, b) => a.scheduleId.localeCompare(b.scheduleId));
}

function decideDesired(
  desired: DesiredSchedule,
  actual: ActualSchedule | undefined,
  { onboarded, lifting, lostPauses, now }: ChangeOptions,
): ScheduleChange {
  const { scheduleId, clientId, description } = desired;
  const about = { scheduleId, clientId, description };
  const waits = clientId !== null && !onboarded.has(clientId);
  const waitingNote = waits ? waitingForBaseline : null;
  if (actual === undefined) {
    const lost = lostPauses?.get(scheduleId);
    const reasons = lost === undefined ? [] : ["Temporal has lost it, and it was paused"];
    return { ...about, change: "create", reasons, pausedBecause: lost ?? waitingNote };
  }
  if (actual.memo === null)
    return {
      ...about,
      change: "foreign",
      reasons: ["a schedule of this id exists and was not made by Revwatch: delete or rename it"],
      pausedBecause: actual.isPaused ? (actual.note ?? "") : null,
    };

  const differences = actual.memo.hash === memoOf(desired).hash ? [] : sayDifferences(actual.memo.written, desired);
  const isLifting = clientId !== null && lifting?.has(clientId) === true;
  const state = decideState(actual, { waits, isLifting });
  const reasons = [...differences, ...(state.reason === null ? [] : [state.reason])];
  if (isDead(actual, now) && state.pausedBecause === null)
    return { ...about, change: "revive", reasons: ["it is not paused and would never act again"], pausedBecause: null };
  const change = differences.length > 0 ? "update" : (state.change ?? "unchanged");
  return { ...about, change, reasons, pausedBecause: state.pausedBecause };
}

interface StateDecision {
  readonly change: "pause" | "resume" | null;
  readonly reason: string | null;
  readonly pausedBecause: string | null;
}

function decideState(
  { isPaused, note }: ActualSchedule,
  { waits, isLifting }: { readonly waits: boolean; readonly isLifting: boolean },
): StateDecision {
  if (isPaused && !isOurNote(note)) return { change: null, reason: null, pausedBecause: note ?? "" };
  if (waits) {
    const isWaiting = isPaused && note === waitingForBaseline;
    return {
      change: isWaiting ? null : "pause",
      reason: isWaiting ? null : "this client has no baseline yet",
      pausedBecause: waitingForBaseline,
    };
  }
  // A pause that ends by itself is nobody's to lift, and no update may set it again behind that.
  if (!isPaused || (isLifting && note === waitingForBaseline))
    return { change: null, reason: null, pausedBecause: null };
  return {
    change: "resume",
    reason: note === leftConfig ? "it is in the config again" : "the baseline is done",
    pausedBecause: null,
  };
}

function decideLeftOver(
  { scheduleId, memo, isPaused, note }: ActualSchedule,
  { prune }: ChangeOptions,
): ScheduleChange {
  const clientId = clientOfId(scheduleId);
  const about = { scheduleId, clientId, description: memo?.description ?? "" };
  const reasons = ["nothing in the config asks for it any more"];
  if (prune) return { ...about, change: "prune", reasons, pausedBecause: null };
  if (isPaused)
    return {
      ...about,
      change: "unchanged",
      reasons: [...reasons, "apply --prune deletes it"],
      pausedBecause: note ?? "",
    };
  return { ...about, change: "pause", reasons, pausedBecause: leftConfig };
}
