import { failRun as markFailed } from "../../storage/runs.ts";
import type { ActivityWorld } from "../world.ts";

/** Records that a run broke before it could judge, so that nothing shows it as running for ever. */
export function makeFailRun({ db, now }: ActivityWorld) {
  return async function failRun({
    clientId,
    runId,
    reason,
  }: {
    readonly clientId: string;
    readonly runId: string;
    readonly reason: string;
  }): Promise<void> {
    await markFailed(db, clientId, runId, reason, now());
  };
}
