import { z } from "zod";
import { cadences } from "../checks/define-check.ts";
import type { CheckOutcome, RunCounts } from "../domain/reporting/score.ts";
import { latestOutcomes } from "../storage/check-outcomes.ts";
import { Refused } from "./operation.ts";
import { readCoverage, type ClientCoverage } from "./reads/client-coverage.ts";
import { knownClient } from "./reads/known-client.ts";
import type { World } from "./world.ts";
import { askedAuditWorkflowId } from "../domain/ids.ts";

const Input = z.strictObject({
  clientId: z.string(),
  cadence: z.enum([...cadences, "all"]).default("all"),
  acceptShrink: z.boolean().default(false),
  /** Only for a source that stands at that instant. */
  asOf: z.iso.datetime().optional(),
});

export interface AuditNowResult {
  readonly schemaVersion: 1;
  readonly clientId: string;
  readonly workflowId: string;
  readonly workflowUrl: string | null;
  readonly status: "complete" | "partial" | "failed";
  readonly score: number | null;
  readonly counts: RunCounts;
  /** Of all that is switched on, as every other place counts it. */
  readonly coverage: ClientCoverage;
  readonly outcomes: readonly CheckOutcome[];
}

/** Runs one audit of one client through Temporal and waits for it. */
export const auditNow = {
  name: "auditNow",
  input: Input,
  async run(world: World, { clientId, cadence, acceptShrink, asOf }: z.output<typeof Input>): Promise<AuditNowResult> {
    const client = knownClient(world.config(), clientId);
    if (asOf !== undefined && Date.parse(asOf) > world.now().getTime())
      throw new Refused(`${asOf} lies in the future. Leave \`asOf\` out to audit the present.`);
    const temporal = await world.temporal();
    const at = asOf ?? world.now().toISOString();
    const handle = await temporal.workflow.start("auditClient", {
      workflowId: askedAuditWorkflowId(clientId, cadence, at),
      taskQueue: "audit",
      args: [{ clientId, cadence, ...(acceptShrink ? { acceptShrink } : {}), ...(asOf === undefined ? {} : { asOf }) }],
    });
    const result = (await handle.result()) as Pick<AuditNowResult, "status" | "score" | "counts">;
    const coverage = await readCoverage(world.db, client, world.now());
    const enabled = new Set(client.monitors.map(({ checkId }) => checkId));
    return {
      schemaVersion: 1,
      clientId,
      workflowId: handle.workflowId,
      workflowUrl: world.links.workflow(handle.workflowId),
      ...result,
      // A score beside audits that have stopped would claim what nobody saw.
      score: coverage.checked.isChecked ? result.score : null,
      coverage,
      outcomes: (await latestOutcomes(world.db, clientId)).flatMap(({ asOf: _asOf, ...outcome }) =>
        enabled.has(outcome.checkId) ? [outcome] : [],
      ),
    };
  },
};
