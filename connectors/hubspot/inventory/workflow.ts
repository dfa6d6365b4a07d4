import { z } from "zod";
import { workflowWords, type Workflow } from "../../../domain/inventory/workflow.ts";
import { HubSpotBadRequest } from "../errors.ts";
import { everyPage, pageQuery } from "../every-page.ts";
import type { Gateway } from "../gateway.ts";
import { referencesIn } from "./parse-workflow.ts";
import { get, one } from "../probe.ts";
import { Id, Instant, pageOf, parseAnswer } from "../schema.ts";
import { workflowPaths } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";

const Listed = pageOf(z.object({ id: Id }));
const Detail = z.looseObject({
  id: Id,
  name: z.string().nullish(),
  isEnabled: z.boolean(),
  objectTypeId: z.string(),
  revisionId: Id,
  createdAt: Instant,
  updatedAt: Instant,
  actions: z.array(z.unknown()),
  enrollmentCriteria: z.looseObject({ shouldReEnroll: z.boolean().nullish() }).nullish(),
});
const DetailBatch = z.object({ results: z.array(Detail) });

const pageSize = 100;

/**
 * All workflows with what they do. Needs a Professional subscription of any hub. HubSpot's list says only that a
 * workflow is there and whether it is on, so each is read again in batches.
 */
export const workflow: InventoryKind<"workflow"> = {
  words: workflowWords,
  scopes: ["automation"],
  probes: [get("workflows", workflowPaths[0], one)],
  async read(gateway) {
    const [first, ...later] = workflowPaths;
    try {
      return await readAt(gateway, first);
    } catch (error) {
      const isGone = error instanceof HubSpotBadRequest && error.status === 404;
      if (!isGone || later[0] === undefined) throw error;
      return readAt(gateway, later[0]);
    }
  },
};

async function readAt(gateway: Gateway, path: string): Promise<readonly Workflow[]> {
  const listed = await everyPage("GET workflows", async (after) =>
    parseAnswer(Listed, "GET workflows", await gateway.request("GET", path, pageQuery(pageSize, after))),
  );
  const workflows: Workflow[] = [];
  for (let start = 0; start < listed.length; start += pageSize) {
    const inputs = listed.slice(start, start + pageSize).map(({ id }) => ({ type: "FLOW_ID", flowId: id }));
    const answer = await gateway.request("POST", `${path}/batch/read`, {}, { inputs });
    workflows.push(...parseAnswer(DetailBatch, "POST batch read of workflows", answer).results.map(asWorkflow));
  }
  return workflows;
}

function asWorkflow(detail: z.output<typeof Detail>): Workflow {
  return {
    type: "workflow",
    id: detail.id,
    name: detail.name ?? `Workflow ${detail.id}`,
    isEnabled: detail.isEnabled,
    objectTypeId: detail.objectTypeId,
    revisionId: detail.revisionId,
    createdAt: detail.createdAt,
    updatedAt: detail.updatedAt,
    actionCount: detail.actions.length,
    reEnrolls: detail.enrollmentCriteria?.shouldReEnroll === true,
    references: referencesIn(detail),
  };
}
