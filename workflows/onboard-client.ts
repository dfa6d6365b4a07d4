import { continueAsNew, isCancellation, log, patched, sleep } from "@temporalio/workflow";
import type { RunResult } from "../activities/shapes.ts";
import { hasClientLeft, hubspot, patientStore } from "./activity-groups.ts";
import { parkUntil } from "./park-until.ts";
import { performAudit } from "./perform-audit.ts";
import { requireClientId, requireInstant } from "./refuse-input.ts";
import { baselineRunId } from "../domain/ids.ts";

export interface OnboardClientInput {
  readonly clientId: string;
  /** ISO 8601. Set only where the source stands at that instant. */
  readonly asOf?: string;
}

/** A portal that cannot be read yet is asked again this often, until somebody has mended its access. */
const askAgainAfter = "1 minute";

/**
 * Takes a client on: a full copy and a first audit, which is its baseline: counted, shown, nobody told. Then its
 * schedules may run. It ends only with that, or when the client has left the config: what breaks a run, a fault of ours
 * included, is kept as the run's reason, and the next run begins a minute later.
 */
export async function onboardClient(input: OnboardClientInput): Promise<RunResult> {
  requireClientId(input?.clientId);
  requireInstant("asOf", input.asOf);
  const { clientId } = input;
  const asOf = input.asOf ?? new Date().toISOString();
  const result = await baseline(clientId, asOf);
  if (result === null || result.status === "failed") {
    if (result?.resumeAt === undefined) await sleep(askAgainAfter);
    else await parkUntil(result.resumeAt);
    return continueAsNew<typeof onboardClient>(input);
  }
  // What the token may read is part of taking a client on; runs of an older version went without.
  if (patched("probe-portal")) await hubspot.probePortal({ clientId }).catch(leaveToTheNextRun);
  await patientStore.finishOnboarding({ clientId });
  return result;
}

/** The first audit; null when it broke. */
async function baseline(clientId: string, asOf: string): Promise<RunResult | null> {
  try {
    return await performAudit({
      clientId,
      runId: baselineRunId(asOf),
      cadence: "all",
      mode: "baseline",
      period: asOf,
      asOf,
    });
  } catch (error) {
    leaveToTheNextRun(error);
    return null;
  }
}

/** @throws The error again, when there is nothing left to try for. */
function leaveToTheNextRun(error: unknown): void {
  if (isCancellation(error) || hasClientLeft(error)) throw error;
  log.warn("A part of taking the client on has failed and is tried again.", { error });
}
