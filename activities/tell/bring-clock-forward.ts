import type { Client } from "@temporalio/client";
import { wakeLeadClock } from "../../connectors/temporal/signals.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { nextDue } from "../../storage/judging/next-due.ts";
import { clockUntil } from "../../storage/lead-clock.ts";
import type { RunName } from "../shapes.ts";

/** The verdicts for whose instants somebody is woken: those that people wait for. */
export const clockCadence = "fast";

/** Whether a run may have moved what the clock waits for. The past needs no clock. */
export const isTimed = ({ cadence, mode }: Pick<RunName, "cadence" | "mode">) =>
  mode !== "history" && (cadence === clockCadence || cadence === "all");

/**
 * Has the clock of a client's leads wait for what comes due next, where that is sooner than what it waits for. What has
 * moved to later needs no word: the clock looks again before it has anything done.
 *
 * @param temporal - Asked for only where there is something to say.
 * @returns Whether there was.
 */
export async function bringClockForward(
  db: StoreHandle,
  temporal: () => Client,
  clientId: string,
  after: Date,
): Promise<boolean> {
  const due = await nextDue(db, { clientId, cadence: clockCadence }, after);
  if (due === null) return false;
  const waitsUntil = await clockUntil(db, clientId);
  // What it waited for lies behind: it is about to look again, or lost.
  if (waitsUntil !== null && waitsUntil <= due && waitsUntil > after) return false;
  await wakeLeadClock(temporal(), clientId, after);
  return true;
}
