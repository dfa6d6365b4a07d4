import { createConfiguration, PipelinesApi } from "@hubspot/api-client/lib/codegen/crm/pipelines/index.js";
import { z } from "zod";
import {
  leadPipelineWords,
  pipelineWords,
  type Pipeline,
  type PipelineKind,
} from "../../../domain/inventory/pipeline.ts";
import type { Gateway } from "../gateway.ts";
import { generated, through } from "../generated.ts";
import { get } from "../probe.ts";
import { parseAnswer } from "../schema.ts";
import { pipelinesPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";

const PipelineList = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      stages: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          displayOrder: z.number(),
          metadata: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
});

/** HubSpot's word for the records that move through a kind of pipeline. */
export const objectTypeOfPipeline: Readonly<Record<PipelineKind, string>> = {
  pipeline: "deals",
  "lead-pipeline": "leads",
};

/** The pipelines of one record type with their stages, in the order of the screens. */
export async function readPipelines<Kind extends PipelineKind>(
  gateway: Gateway,
  kind: Kind,
): Promise<readonly Pipeline<Kind>[]> {
  const api = new PipelinesApi(createConfiguration(through(gateway)));
  const asked = `GET pipelines of ${objectTypeOfPipeline[kind]}`;
  const answer = await generated(asked, api.getAll(objectTypeOfPipeline[kind]));
  return parseAnswer(PipelineList, asked, answer).results.map(({ id, label, stages }) => ({
    type: kind,
    id,
    name: label,
    stages: stages.map((stage) => ({
      id: stage.id,
      label: stage.label,
      displayOrder: stage.displayOrder,
      // HubSpot writes both as text.
      isClosed: String(stage.metadata["isClosed"]) === "true",
      probability: probabilityOf(stage.metadata["probability"]),
    })),
  }));
}

function probabilityOf(value: unknown): number | null {
  const probability = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isFinite(probability) && probability >= 0 && probability <= 1 ? probability : null;
}

export const pipelineProbes = (kind: PipelineKind) => [
  get(`pipelines of ${objectTypeOfPipeline[kind]}`, pipelinesPath(objectTypeOfPipeline[kind])),
];

export const pipeline: InventoryKind<"pipeline"> = {
  words: pipelineWords,
  scopes: ["crm.objects.deals.read"],
  probes: pipelineProbes("pipeline"),
  isNeverEmpty: true,
  read: async (gateway) => readPipelines(gateway, "pipeline"),
};

export const leadPipeline: InventoryKind<"lead-pipeline"> = {
  words: leadPipelineWords,
  scopes: ["crm.objects.leads.read"],
  probes: pipelineProbes("lead-pipeline"),
  read: async (gateway) => readPipelines(gateway, "lead-pipeline"),
};
