import { continueAsNew, patched, sleep } from "@temporalio/workflow";
import type { RunResult } from "../activities/shapes.ts";
import { hubspot, store } from "./activity-groups.ts";
import { parkUntil } from "./park-until.ts";
import { performAudit } from "./perform-audit.ts";

export interface OnboardClientInput {
  readonly clientId: string;
  /** ISO 8601. Set only where the source stands at that instant. */
  readonly asOf?: string;
}

/** A portal that cannot be read yet is asked again this often, until somebody has mended its access. */
const askAgainAfter = "1 minute";

/**
 * Takes a client on: a full copy and a first audit, which is its baseline: counted, shown, nobody told. Then its
 * schedules may run.
 */
export async function onboardClient(input: OnboardClientInput): Promise<RunResult> {
  const { clientId } = input;
  const asOf = input.asOf ?? new Date().toISOString();
  const result = await performAudit({
    clientId,
    runId: `baseline-${asOf}`,
    cadence: "all",
    mode: "baseline",
    period: asOf,
    asOf,
  });
  if (result.status === "failed") {
    if (result.resumeAt === undefined) await sleep(askAgainAfter);
    else await parkUntil(result.resumeAt);
    return continueAsNew<typeof onboardClient>(input);
  }
  // What the token may read is part of taking a client on; runs of an older version went without.
  if (patched("probe-portal")) await hubspot.probePortal({ clientId });
  await store.finishOnboarding({ clientId });
  return result;
}
