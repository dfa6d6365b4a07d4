import type { ClientConfig } from "../../config/config.ts";
import { runShare } from "../../domain/mirror/run-share.ts";
import { dailyLimitOf, spendInBackground } from "../../storage/background-requests.ts";
import type { RunName } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";

/** Reads what checks need only lately, a part in each run. */
export interface Background {
  /** Counts one request; false when this run has spent its share, or all runs of the day have. */
  mayAsk(): Promise<boolean>;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The share of one activity of a run; null where whoever waits wants all of it now: a first audit, a replayed past, and
 * a list that a person has asked for.
 */
export function backgroundOf(world: ActivityWorld, run: RunName): Background | null {
  if (run.mode === "baseline" || run.mode === "history" || run.acceptShrink === true) return null;
  const { db, now } = world;
  let share: { left: number; readonly ofDay: number } | null = null;
  return {
    async mayAsk() {
      if (share === null) {
        const everyMs = everyMsOf(world.client(run.clientId), run.cadence);
        const { ofRun, ofDay } = runShare(await dailyLimitOf(db, run.clientId), world.backgroundPercent(), everyMs);
        share = { left: ofRun, ofDay };
      }
      if (share.left === 0 || !(await spendInBackground(db, run.clientId, now(), share.ofDay))) return false;
      share.left -= 1;
      return true;
    },
  };
}

/** A person who audits everything now does not wait for a day's share. */
function everyMsOf({ cadences }: ClientConfig, cadence: RunName["cadence"]): number {
  if (cadence === "all") return hourMs;
  const timing = cadences[cadence];
  return "everySeconds" in timing ? timing.everySeconds * 1_000 : dayMs;
}
