import { z } from "zod";
import { workflowWords, type Workflow } from "../../../domain/inventory/workflow.ts";
import { HubSpotBadAnswer, HubSpotBadRequest } from "../errors.ts";
import { everyPage, pageQuery } from "../every-page.ts";
import type { Gateway } from "../gateway.ts";
import { definitionOf, enrollsByAnyForm } from "./parse-definition.ts";
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
const DetailBatch = z.object({
  results: z.array(Detail),
  /** Of those that are gone since they were listed. */
  errors: z
    .array(
      z.object({
        category: z.string().optional().catch(undefined),
        context: z
          .object({ ids: z.array(Id) })
          .optional()
          .catch(undefined),
      }),
    )
    .nullish(),
});

/** How HubSpot says that a workflow is gone. */
const none = "OBJECT_NOT_FOUND";

const pageSize = 100;

/**
 * All workflows with what they do. Needs a Professional subscription of any hub. HubSpot's list says only that a
 * workflow is there and whether it is on, so each is read again in batches.
 */
export const workflow: InventoryKind<"workflow"> = {
  words: workflowWords,
  scopes: ["automation"],
  probes: [get("workflows", workflowPaths[0], one)],
  read: async (gateway) => atVersion(async (path) => readAt(gateway, path)),
  readOne: async (gateway, id) => (await atVersion(async (path) => readDetails(gateway, path, [id])))[0] ?? null,
};

/** Asks at v4, and where that is gone at the dated version. */
async function atVersion<Answer>(ask: (path: string) => Promise<Answer>): Promise<Answer> {
  const [first, later] = workflowPaths;
  try {
    return await ask(first);
  } catch (error) {
    if (!(error instanceof HubSpotBadRequest) || error.status !== 404) throw error;
    return ask(later);
  }
}

async function readAt(gateway: Gateway, path: string): Promise<readonly Workflow[]> {
  const listed = await everyPage("GET workflows", async (after) =>
    parseAnswer(Listed, "GET workflows", await gateway.request("GET", path, pageQuery(pageSize, after))),
  );
  const workflows: Workflow[] = [];
  for (let start = 0; start < listed.length; start += pageSize) {
    const ids = listed.slice(start, start + pageSize).map(({ id }) => id);
    workflows.push(...(await readDetails(gateway, path, ids)));
  }
  return workflows;
}

/**
 * At most a hundred workflows by id; those that are gone are left out. What an answer does not speak of is asked for
 * once more, since a workflow that is merely left out would look deleted.
 *
 * @throws {HubSpotBadAnswer} When two answers do not speak of it.
 */
async function readDetails(gateway: Gateway, path: string, ids: readonly string[]): Promise<readonly Workflow[]> {
  const asked = "POST batch read of workflows";
  const found: Workflow[] = [];
  let left = ids;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > 2)
      throw new HubSpotBadAnswer(asked, `it says nothing of ${left.length} of the ${ids.length} that were asked for`);
    const inputs = left.map((id) => ({ type: "FLOW_ID", flowId: id }));
    const answer = await gateway.request("POST", `${path}/batch/read`, {}, { inputs });
    const { results, errors } = parseAnswer(DetailBatch, asked, answer);
    found.push(...results.map(asWorkflow));
    // Where one is asked for there is no doubt which is meant. Whatever else failed is not known to be gone.
    const all = left.length === 1 ? left : [];
    const gone = (errors ?? []).flatMap(({ category, context }) => (category === none ? (context?.ids ?? all) : []));
    const spoken = new Set([...results.map(({ id }) => id), ...gone]);
    left = left.filter((id) => !spoken.has(id));
  }
  return found;
}

/** A workflow from HubSpot's JSON of it. */
export const workflowIn = (answer: unknown): Workflow => asWorkflow(parseAnswer(Detail, "GET a workflow", answer));

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
    enrollsByAnyForm: enrollsByAnyForm(detail.enrollmentCriteria),
    definition: definitionOf(detail),
  };
}
