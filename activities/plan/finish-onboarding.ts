import { getClient } from "@temporalio/activity";
import { ScheduleNotFoundError } from "@temporalio/client";
import { cadences } from "../../checks/define-check.ts";
import { waitingForBaseline } from "../../domain/schedule-note.ts";
import { markOnboarded } from "../../storage/clients.ts";
import type { ActivityWorld } from "../world.ts";
import { scheduleIdsOf } from "../../domain/ids.ts";

/**
 * Ends the onboarding of a client: from now on its schedules run. Only the pause that `apply` set while the baseline
 * was missing is lifted; every other pause is the operator's.
 */
export function makeFinishOnboarding({ db, now }: ActivityWorld) {
  return async function finishOnboarding({
    clientId,
  }: {
    readonly clientId: string;
  }): Promise<{ readonly unpaused: number }> {
    // The store first: whoever plans meanwhile and finds schedules that run without a baseline would pause them again.
    await markOnboarded(db, clientId, now());
    const schedules = getClient().schedule;
    let unpaused = 0;
    for (const scheduleId of scheduleIdsOf(clientId, cadences)) {
      const handle = schedules.getHandle(scheduleId);
      const description = await handle.describe().catch(whenAbsent);
      if (description === null || !description.state.paused || description.state.note !== waitingForBaseline) continue;
      await handle.unpause("revwatch: the baseline is done");
      unpaused += 1;
    }
    return { unpaused };
  };
}

function whenAbsent(error: unknown): null {
  if (error instanceof ScheduleNotFoundError) return null;
  throw error;
}
