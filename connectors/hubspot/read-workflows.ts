import { z } from "zod";
import type { Workflow } from "../../domain/inventory/inventory.ts";
import { HubSpotBadRequest } from "./errors.ts";
import { everyPage, pageQuery } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { referencesIn } from "./parse-workflow.ts";
import { Id, Instant, pageOf, parseAnswer } from "./schema.ts";
import { workflowPaths } from "./versions.ts";

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

export interface WorkflowReads {
  /** All workflows with what they do. Needs a Professional subscription of any hub. */
  workflows(): Promise<readonly Workflow[]>;
}

const pageSize = 100;

/** HubSpot's list says only that a workflow is there and whether it is on, so each is read again in batches. */
export function readWorkflows(gateway: Gateway): WorkflowReads {
  async function readAt(path: string): Promise<readonly Workflow[]> {
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
  return {
    async workflows() {
      const [first, ...later] = workflowPaths;
      try {
        return await readAt(first);
      } catch (error) {
        const isGone = error instanceof HubSpotBadRequest && error.status === 404;
        if (!isGone || later[0] === undefined) throw error;
        return readAt(later[0]);
      }
    },
  };
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
