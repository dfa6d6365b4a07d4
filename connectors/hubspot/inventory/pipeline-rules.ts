import { z } from "zod";
import type { Pipeline, PipelineKind } from "../../../domain/inventory/pipeline.ts";
import {
  leadPipelineRulesWords,
  pipelineRulesWords,
  type PipelineRules,
  type PipelineRulesKind,
  type RuledStage,
} from "../../../domain/inventory/pipeline-rules.ts";
import type { Gateway } from "../gateway.ts";
import { get } from "../probe.ts";
import { Id, parseAnswer } from "../schema.ts";
import { pipelineRulesPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { askOfEachPipeline } from "./each-pipeline.ts";
import { oneOrNothing } from "./one-or-nothing.ts";
import { pipelineProbes, readPipeline } from "./pipeline.ts";

const StageRule = z.object({ enabledForAllStages: z.boolean().nullish(), pipelineStageIds: z.array(Id).nullish() });
const Rules = z.object({
  governanceValidationRules: z.object({
    noBackwardsMovementRule: StageRule.nullish(),
    noSkippingStagesRule: StageRule.nullish(),
    objectCreationRule: StageRule.nullish(),
  }),
  approvalStage: z.object({ pipelineStageId: Id, approverUserIds: z.array(Id) }).nullish(),
});

const asked = "GET the rules of a pipeline";

/** The guard rails of each pipeline: one request for the pipelines, and one for each of them. */
async function readRules<Kind extends PipelineRulesKind>(
  gateway: Gateway,
  kind: Kind,
  of: PipelineKind,
  objectTypeId: string,
): Promise<readonly PipelineRules<Kind>[]> {
  const answers = await askOfEachPipeline(gateway, of, async ({ id }) =>
    parseAnswer(Rules, asked, await gateway.request("GET", pipelineRulesPath(objectTypeId, id))),
  );
  return answers.map(([pipeline, answer]) => asRules(kind, pipeline, answer));
}

async function readOne<Kind extends PipelineRulesKind>(
  gateway: Gateway,
  kind: Kind,
  { of, objectTypeId, id }: { readonly of: PipelineKind; readonly objectTypeId: string; readonly id: string },
): Promise<PipelineRules<Kind> | null> {
  const pipeline = await readPipeline(gateway, of, id);
  if (pipeline === null) return null;
  const answer = await oneOrNothing(gateway, pipelineRulesPath(objectTypeId, id));
  return asRules(kind, pipeline, answer === null ? null : parseAnswer(Rules, asked, answer));
}

function asRules<Kind extends PipelineRulesKind>(
  kind: Kind,
  pipeline: Pipeline<PipelineKind>,
  answer: z.output<typeof Rules> | null,
): PipelineRules<Kind> {
  const rules = answer?.governanceValidationRules;
  const approval = answer?.approvalStage;
  return {
    type: kind,
    id: pipeline.id,
    name: pipeline.name,
    noMovingBack: stagesOf(pipeline, rules?.noBackwardsMovementRule),
    noSkipping: stagesOf(pipeline, rules?.noSkippingStagesRule),
    createdIn: stagesOf(pipeline, rules?.objectCreationRule),
    approvalIn: stagesOf(pipeline, approval && { pipelineStageIds: [approval.pipelineStageId] }),
    approverIds: (approval?.approverUserIds ?? []).toSorted(),
  };
}

function stagesOf(
  { stages }: Pipeline<PipelineKind>,
  rule: z.output<typeof StageRule> | null | undefined,
): readonly RuledStage[] {
  if (rule?.enabledForAllStages === true) return [{ id: "*", label: "every stage" }];
  return (rule?.pipelineStageIds ?? [])
    .toSorted()
    .map((id) => ({ id, label: stages.find((stage) => stage.id === id)?.label ?? id }));
}

/** Any pipeline will do: one that is not there shows as well that the question may be asked. */
const probe = (objectTypeId: string, records: string) => ({
  ...get(`rules of pipelines of ${records}`, pipelineRulesPath(objectTypeId, "default")),
  mayBeMissing: true,
});

export const pipelineRules: InventoryKind<"pipeline-rules"> = {
  words: pipelineRulesWords,
  scopes: ["crm.objects.deals.read", "crm-pipelines-governance-read"],
  probes: [...pipelineProbes("pipeline"), probe("0-3", "deals")],
  isNeverEmpty: true,
  read: async (gateway) => readRules(gateway, "pipeline-rules", "pipeline", "0-3"),
  readOne: async (gateway, id) => readOne(gateway, "pipeline-rules", { of: "pipeline", objectTypeId: "0-3", id }),
};

export const leadPipelineRules: InventoryKind<"lead-pipeline-rules"> = {
  words: leadPipelineRulesWords,
  scopes: ["crm.objects.leads.read", "crm-pipelines-governance-read"],
  probes: [...pipelineProbes("lead-pipeline"), probe("0-136", "leads")],
  read: async (gateway) => readRules(gateway, "lead-pipeline-rules", "lead-pipeline", "0-136"),
  readOne: async (gateway, id) =>
    readOne(gateway, "lead-pipeline-rules", { of: "lead-pipeline", objectTypeId: "0-136", id }),
};
