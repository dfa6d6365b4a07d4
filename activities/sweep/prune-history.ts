import { lookBackOf } from "../../checks/look-back.ts";
import type { ClientConfig } from "../../config/config.ts";
import { pruneHistory } from "../../storage/retention/prune-history.ts";
import type { ActivityWorld } from "../world.ts";

/** Removes what is older than its stated time. Safe to repeat, and to stop at any place. */
export function makePruneHistory({ db, now, retention, client, clientIds }: ActivityWorld) {
  return async function pruneOldRows(): Promise<Readonly<Record<string, number>>> {
    const clients = clientIds().map(client);
    const zones = clients.map(({ clientId, timeZone }) => ({ clientId, timeZone }));
    const kept = retention();
    // What a check still looks back at would be noticed anew by the next run, and go again a day later.
    const touches = Math.max(kept.touches, ...clients.map(daysLookedBack));
    return pruneHistory(db, { retention: { ...kept, touches }, zones, now: now() });
  };
}

/** A run notices from the beginning of a day that may have begun a day earlier where the client is. */
function daysLookedBack({ monitors }: ClientConfig): number {
  const { touchLookBackDays, handLookBackDays = touchLookBackDays } = lookBackOf(monitors);
  return Math.max(touchLookBackDays, handLookBackDays) + 2;
}
