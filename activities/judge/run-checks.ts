import { attemptRun } from "../../storage/runs.ts";
import { asPlanned } from "../plan/as-planned.ts";
import type { RunChecksInput, RunResult } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";
import { judgeRun } from "./judge-run.ts";
import { storedResult } from "./stored-result.ts";

/**
 * Judges the mirror at the run's instant and writes everything that follows from it in one transaction: findings,
 * their events, the coverage, the score, the alerts and the messages to send.
 *
 * Safe to retry: a run that has finished gives its stored result again and changes nothing.
 */
export function makeRunChecks(world: ActivityWorld) {
  return async function runChecks(input: RunChecksInput): Promise<RunResult> {
    const { clientId, runId } = input.run;
    const begun = await attemptRun(world.db, clientId, runId);
    const finished = storedResult(begun?.row);
    if (finished !== null) return finished;
    return judgeRun(await asPlanned(world, input.run), input, { attempt: begun?.attempt ?? null });
  };
}
