import { getClient } from "@temporalio/activity";
import { triggerAudit } from "../../connectors/temporal/signals.ts";
import { nextDue } from "../../storage/judging/next-due.ts";
import type { ActivityWorld } from "../world.ts";
import { clockCadence } from "./bring-clock-forward.ts";
import type { ClockPlace } from "./next-deadline.ts";

/**
 * Has a run look at a client's leads at the instant at which one of them has waited too long: HubSpot is asked once
 * more, and whoever has to hear of it does. Nothing is done where an answer came meanwhile, or where somebody has
 * paused the client's runs.
 */
export function makeMeetDeadline({ db, client, now }: ActivityWorld) {
  return async function meetDeadline({ clientId, after }: ClockPlace): Promise<{ readonly hasRun: boolean }> {
    client(clientId);
    const due = await nextDue(db, { clientId, cadence: clockCadence }, new Date(after));
    if (due === null || due > now()) return { hasRun: false };
    return { hasRun: await triggerAudit(getClient(), clientId, clockCadence) };
  };
}
