import { nextDue } from "../../storage/judging/next-due.ts";
import { saveClockUntil } from "../../storage/lead-clock.ts";
import type { ActivityWorld } from "../world.ts";
import { clockCadence } from "./bring-clock-forward.ts";

export interface ClockPlace {
  readonly clientId: string;
  /** ISO 8601: what came due until then was seen to. */
  readonly after: string;
}

/**
 * When time alone turns a verdict of a client's leads next, in ISO 8601; null: never. The store keeps what is waited for.
 */
export function makeNextDeadline({ db, client }: ActivityWorld) {
  return async function nextDeadline({ clientId, after }: ClockPlace): Promise<{ readonly dueAt: string | null }> {
    client(clientId); // Nobody waits for a client that has left.
    const due = await nextDue(db, { clientId, cadence: clockCadence }, new Date(after));
    await saveClockUntil(db, clientId, due);
    return { dueAt: due?.toISOString() ?? null };
  };
}
