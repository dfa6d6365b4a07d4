import type { PipelineKind } from "../../../domain/inventory/pipeline.ts";
import { leadStageWords, stageWords, type Stage, type StageKind } from "../../../domain/inventory/stage.ts";
import type { Gateway } from "../gateway.ts";
import type { InventoryKind } from "./descriptor.ts";
import { pipelineProbes, readPipelines } from "./pipeline.ts";

/** The stages of all pipelines of one record type: the same answer as the pipelines', one item a stage. */
async function readStages<Kind extends StageKind>(
  gateway: Gateway,
  kind: Kind,
  pipelineKind: PipelineKind,
): Promise<readonly Stage<Kind>[]> {
  return (await readPipelines(gateway, pipelineKind)).flatMap((pipeline) =>
    [...pipeline.stages]
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
      })),
  );
}

export const stage: InventoryKind<"stage"> = {
  words: stageWords,
  scopes: ["crm.objects.deals.read"],
  probes: pipelineProbes("pipeline"),
  isNeverEmpty: true,
  read: async (gateway) => readStages(gateway, "stage", "pipeline"),
};

export const leadStage: InventoryKind<"lead-stage"> = {
  words: leadStageWords,
  scopes: ["crm.objects.leads.read"],
  probes: pipelineProbes("lead-pipeline"),
  read: async (gateway) => readStages(gateway, "lead-stage", "lead-pipeline"),
};
