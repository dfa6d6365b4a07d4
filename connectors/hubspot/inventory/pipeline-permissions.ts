import { z } from "zod";
import type { Pipeline, PipelineKind } from "../../../domain/inventory/pipeline.ts";
import {
  leadPipelinePermissionsWords,
  pipelinePermissionsWords,
  type PipelinePermissions,
  type PipelinePermissionsKind,
} from "../../../domain/inventory/pipeline-permissions.ts";
import type { Gateway } from "../gateway.ts";
import { get } from "../probe.ts";
import { Id, parseAnswer } from "../schema.ts";
import { stagePermissionsPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { askOfEachPipeline } from "./each-pipeline.ts";
import { oneOrNothing } from "./one-or-nothing.ts";
import { pipelineProbes, readPipeline } from "./pipeline.ts";

const Permissions = z.object({
  stages: z.array(
    z.object({
      pipelineStageId: Id,
      label: z.string(),
      permissionMode: z.string(),
      teamIds: z.array(Id).nullish(),
      userIds: z.array(Id).nullish(),
    }),
  ),
});

const asked = "GET who may edit in the stages of a pipeline";

/** Who may edit in each stage: one request for the pipelines, and one for each of them. */
async function readPermissions<Kind extends PipelinePermissionsKind>(
  gateway: Gateway,
  kind: Kind,
  of: PipelineKind,
  objectTypeId: string,
): Promise<readonly PipelinePermissions<Kind>[]> {
  const answers = await askOfEachPipeline(gateway, of, async ({ id }) =>
    parseAnswer(Permissions, asked, await gateway.request("GET", stagePermissionsPath(objectTypeId, id))),
  );
  return answers.map(([pipeline, answer]) => asPermissions(kind, pipeline, answer));
}

async function readOne<Kind extends PipelinePermissionsKind>(
  gateway: Gateway,
  kind: Kind,
  { of, objectTypeId, id }: { readonly of: PipelineKind; readonly objectTypeId: string; readonly id: string },
): Promise<PipelinePermissions<Kind> | null> {
  const pipeline = await readPipeline(gateway, of, id);
  if (pipeline === null) return null;
  const answer = await oneOrNothing(gateway, stagePermissionsPath(objectTypeId, id));
  return asPermissions(kind, pipeline, answer === null ? null : parseAnswer(Permissions, asked, answer));
}

function asPermissions<Kind extends PipelinePermissionsKind>(
  kind: Kind,
  { id, name }: Pipeline<PipelineKind>,
  answer: z.output<typeof Permissions> | null,
): PipelinePermissions<Kind> {
  return {
    type: kind,
    id,
    name,
    stages: (answer?.stages ?? []).map((stage) => ({
      id: stage.pipelineStageId,
      label: stage.label,
      isRestricted: stage.permissionMode !== "OPEN",
      teamIds: (stage.teamIds ?? []).toSorted(),
      userIds: (stage.userIds ?? []).toSorted(),
    })),
  };
}

const scopes = ["crm-pipelines-locked-stages-access", "pipeline-level-permissions-access"];

/** Any pipeline will do: one that is not there shows as well that the question may be asked. */
const probe = (objectTypeId: string, records: string) => ({
  ...get(`permissions of pipelines of ${records}`, stagePermissionsPath(objectTypeId, "default")),
  mayBeMissing: true,
});

export const pipelinePermissions: InventoryKind<"pipeline-permissions"> = {
  words: pipelinePermissionsWords,
  scopes: ["crm.objects.deals.read", ...scopes],
  probes: [...pipelineProbes("pipeline"), probe("0-3", "deals")],
  isNeverEmpty: true,
  read: async (gateway) => readPermissions(gateway, "pipeline-permissions", "pipeline", "0-3"),
  readOne: async (gateway, id) => readOne(gateway, "pipeline-permissions", { of: "pipeline", objectTypeId: "0-3", id }),
};

export const leadPipelinePermissions: InventoryKind<"lead-pipeline-permissions"> = {
  words: leadPipelinePermissionsWords,
  scopes: ["crm.objects.leads.read", ...scopes],
  probes: [...pipelineProbes("lead-pipeline"), probe("0-136", "leads")],
  read: async (gateway) => readPermissions(gateway, "lead-pipeline-permissions", "lead-pipeline", "0-136"),
  readOne: async (gateway, id) =>
    readOne(gateway, "lead-pipeline-permissions", { of: "lead-pipeline", objectTypeId: "0-136", id }),
};
