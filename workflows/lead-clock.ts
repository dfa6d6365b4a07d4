import { condition, continueAsNew, defineSignal, setHandler, workflowInfo } from "@temporalio/workflow";
import type { ClockPlace } from "../activities/tell/next-deadline.ts";
import { hasClientLeft, patientStore } from "./activity-groups.ts";

/** Something comes due sooner than what the clock waits for. */
export const sooner = defineSignal("sooner");

/** Leads that come due within moments are one run. Told a minute after its deadline at the latest, each is in time. */
const apartMs = 15_000;

/**
 * The clock of a client's leads: at the instant at which one of them has waited too long it has a run look, instead of
 * the next one of the schedule. It tells nobody anything, and it ends when nothing comes due any more.
 */
export async function leadClock(start: ClockPlace): Promise<void> {
  const { clientId } = start;
  let { after } = start;
  let looks = 0;
  setHandler(sooner, () => {
    looks += 1;
  });

  try {
    for (let metAt = 0; ;) {
      const seen = looks;
      const isWoken = () => looks > seen;
      const { dueAt } = await patientStore.nextDeadline({ clientId, after });
      if (workflowInfo().continueAsNewSuggested) return await continueAsNew<typeof leadClock>({ clientId, after });
      if (dueAt === null && !isWoken()) return;
      if (dueAt === null) continue;
      const waitMs = Math.max(Date.parse(dueAt), metAt + apartMs) - Date.now();
      if (await condition(isWoken, Math.max(1, waitMs))) continue;
      const until = new Date().toISOString();
      await patientStore.meetDeadline({ clientId, after });
      after = until;
      metAt = Date.parse(until);
    }
  } catch (error) {
    // Should the client come back, the sweep begins this anew.
    if (!hasClientLeft(error)) throw error;
  }
}
