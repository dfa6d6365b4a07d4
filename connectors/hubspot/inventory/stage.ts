import type { Pipeline, PipelineKind } from "../../../domain/inventory/pipeline.ts";
import { leadStageWords, stageWords, type Stage, type StageKind } from "../../../domain/inventory/stage.ts";
import type { Gateway } from "../gateway.ts";
import type { InventoryKind } from "./descriptor.ts";
import { pipelineProbes, readPipeline, readPipelines } from "./pipeline.ts";

/** The stages of all pipelines of one record type: the same answer as the pipelines', one item a stage. */
async function readStages<Kind extends StageKind>(
  gateway: Gateway,
  kind: Kind,
  pipelineKind: PipelineKind,
): Promise<readonly Stage<Kind>[]> {
  return (await readPipelines(gateway, pipelineKind)).flatMap((pipeline) => stagesOf(kind, pipeline));
}

/** One stage, by the id of its pipeline and its own; null when either is gone. */
async function readStage<Kind extends StageKind>(
  gateway: Gateway,
  kind: Kind,
  { of, id }: { readonly of: PipelineKind; readonly id: string },
): Promise<Stage<Kind> | null> {
  const pipeline = await readPipeline(gateway, of, id.slice(0, id.lastIndexOf("/")));
  return pipeline === null ? null : (stagesOf(kind, pipeline).find((one) => one.id === id) ?? null);
}

function stagesOf<Kind extends StageKind>(kind: Kind, pipeline: Pipeline<PipelineKind>): readonly Stage<Kind>[] {
  return [...pipeline.stages]
    .sort((a, b) => a.displayOrder - b.displayOrder)
    .map(({ id, label, isClosed, probability }, index) => ({
      type: kind,
      id: `${pipeline.id}/${id}`,
      name: label,
      stageId: id,
      pipelineId: pipeline.id,
      pipelineName: pipeline.name,
      position: index + 1,
      isClosed,
      probability,
    }));
}

export const stage: InventoryKind<"stage"> = {
  words: stageWords,
  scopes: ["crm.objects.deals.read"],
  probes: pipelineProbes("pipeline"),
  isNeverEmpty: true,
  read: async (gateway) => readStages(gateway, "stage", "pipeline"),
  readOne: async (gateway, id) => readStage(gateway, "stage", { of: "pipeline", id }),
};

export const leadStage: InventoryKind<"lead-stage"> = {
  words: leadStageWords,
  scopes: ["crm.objects.leads.read"],
  probes: pipelineProbes("lead-pipeline"),
  read: async (gateway) => readStages(gateway, "lead-stage", "lead-pipeline"),
  readOne: async (gateway, id) => readStage(gateway, "lead-stage", { of: "lead-pipeline", id }),
};
