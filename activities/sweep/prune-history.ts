import { pruneHistory } from "../../storage/retention/prune-history.ts";
import type { ActivityWorld } from "../world.ts";

/** Removes what is older than its stated time. Safe to repeat, and to stop at any place. */
export function makePruneHistory({ db, now, retention, client, clientIds }: ActivityWorld) {
  return async function pruneOldRows(): Promise<Readonly<Record<string, number>>> {
    const zones = clientIds().map((clientId) => ({ clientId, timeZone: client(clientId).timeZone }));
    return pruneHistory(db, { retention: retention(), zones, now: now() });
  };
}
