import type { Client } from "@temporalio/client";
import { openWorkflowIds, wakeLeadClock } from "../../connectors/temporal/signals.ts";
import { leadClockWorkflowId } from "../../domain/ids.ts";
import { onboardedAt } from "../../storage/clients.ts";
import { nextDue } from "../../storage/judging/next-due.ts";
import { bringClockForward, clockCadence } from "../tell/bring-clock-forward.ts";
import type { ActivityWorld } from "../world.ts";

/**
 * Gives each client whose leads somebody may have to be told of a clock: an installation of an older version has none,
 * Temporal may have lost it, and a long run leaves it to the sweep to say that something comes due sooner.
 *
 * @returns How many were started or brought forward.
 */
export async function rearmClocks({ db, clientIds, now }: ActivityWorld, client: Client): Promise<number> {
  const waiting: string[] = [];
  for (const clientId of clientIds())
    if ((await onboardedAt(db, clientId)) !== null && (await nextDue(db, { clientId, cadence: clockCadence }, now())))
      waiting.push(clientId);
  if (waiting.length === 0) return 0;
  const living = await openWorkflowIds(client, "leadClock");
  let clocks = 0;
  for (const clientId of waiting) {
    if (!living.has(leadClockWorkflowId(clientId))) {
      await wakeLeadClock(client, clientId, now());
      clocks += 1;
    } else if (await bringClockForward(db, () => client, clientId, now())) clocks += 1;
  }
  return clocks;
}
