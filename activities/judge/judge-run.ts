import { withoutChecks } from "../../config/without-checks.ts";
import { firstLooksOf } from "../../storage/check-baselines.ts";
import { mutedChecks } from "../../storage/muted-checks.ts";
import { beatIfWatched } from "../beat-if-watched.ts";
import type { RunChecksInput, RunName, RunResult } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";
import { askAgain } from "./ask-again.ts";
import { compareEverything } from "./full-comparison.ts";
import { observe, type Observations } from "./observe.ts";
import { settleRun } from "./settle-run.ts";

export interface Judging {
  /** Of this run; no other than the last that began may settle it. Null for a run that nobody has begun. */
  readonly attempt: number | null;
  /** Called for each page of records; what it throws ends the judging, of which nothing is kept then. */
  readonly eachPage?: () => void;
}

/**
 * Judges what a run has copied, decides what becomes of the findings, and settles it.
 *
 * @param world - In which the client is judged by the settings of the run.
 */
export async function judgeRun(world: ActivityWorld, input: RunChecksInput, judging: Judging): Promise<RunResult> {
  const { run, plan } = input;
  const { attempt, eachPage = () => undefined } = judging;
  const watched = withoutChecks(world.client(run.clientId), await mutedChecks(world.db));
  if (run.cadence === "daily" && plan.access.state === "granted")
    await compareEverything(world.db, watched, input, eachPage);
  for (;;) {
    let observations = await observe(world, watched, input, eachPage);
    if (plan.associations !== undefined && (await isSaidAnew(world, run, observations)))
      observations = await observe(world, watched, input, eachPage);
    const settled = await settleRun(world, input, observations, attempt);
    // Another run of the same cadence has settled meanwhile: what it judged is judged from there.
    if (settled !== null) return settled;
  }
}

/** Whether what hangs on a record that is about to be told of is not what the mirror had. */
async function isSaidAnew(
  { db, portal }: ActivityWorld,
  { clientId }: RunName,
  observations: Observations,
): Promise<boolean> {
  const looked = [...(await firstLooksOf(db, clientId))].filter(([, look]) => look.completeAt !== null);
  const tools = { db, portal: portal(clientId), beat: () => beatIfWatched() };
  return askAgain(tools, clientId, observations, new Set(looked.map(([checkId]) => checkId)));
}
