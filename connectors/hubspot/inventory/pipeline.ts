import { createConfiguration, PipelinesApi } from "@hubspot/api-client/lib/codegen/crm/pipelines/index.js";
import { z } from "zod";
import {
  isPipelineAlwaysThere,
  pipelineKinds,
  pipelineWordsOf,
  recordsOfPipeline,
  type Pipeline,
  type PipelineKind,
} from "../../../domain/inventory/pipeline.ts";
import type { Gateway } from "../gateway.ts";
import { generated, through } from "../generated.ts";
import { get } from "../probe.ts";
import { descriptorOf } from "../types/index.ts";
import { Instant, parseAnswer } from "../schema.ts";
import { pipelinePath, pipelinesPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { oneOrNothing } from "./one-or-nothing.ts";

const PipelineAnswer = z.object({
  id: z.string(),
  label: z.string(),
  updatedAt: Instant.nullish(),
  stages: z.array(
    z.object({
      updatedAt: Instant.nullish(),
      id: z.string(),
      label: z.string(),
      displayOrder: z.number(),
      metadata: z.record(z.string(), z.unknown()),
    }),
  ),
});
const PipelineList = z.object({ results: z.array(PipelineAnswer) });

/** HubSpot's word for the records that move through a kind of pipeline. */
export const objectTypeOfPipeline = (kind: PipelineKind): string => descriptorOf(recordsOfPipeline(kind)).objectType;

/** The pipelines of one record type with their stages, in the order of the screens. */
export async function readPipelines<Kind extends PipelineKind>(
  gateway: Gateway,
  kind: Kind,
): Promise<readonly Pipeline<Kind>[]> {
  const api = new PipelinesApi(createConfiguration(through(gateway)));
  const asked = `GET pipelines of ${objectTypeOfPipeline(kind)}`;
  const answer = await generated(asked, api.getAll(objectTypeOfPipeline(kind)));
  return parseAnswer(PipelineList, asked, answer).results.map((one) => asPipeline(kind, one));
}

/** One pipeline with its stages; null when it is gone. */
export async function readPipeline<Kind extends PipelineKind>(
  gateway: Gateway,
  kind: Kind,
  id: string,
): Promise<Pipeline<Kind> | null> {
  const objectType = objectTypeOfPipeline(kind);
  const answer = await oneOrNothing(gateway, pipelinePath(objectType, id));
  return answer === null
    ? null
    : asPipeline(kind, parseAnswer(PipelineAnswer, `GET a pipeline of ${objectType}`, answer));
}

function asPipeline<Kind extends PipelineKind>(
  kind: Kind,
  { id, label, stages, updatedAt }: z.output<typeof PipelineAnswer>,
): Pipeline<Kind> {
  const saved = [updatedAt, ...stages.map((stage) => stage.updatedAt)].flatMap((at) => at?.getTime() ?? []);
  return {
    ...(saved.length > 0 ? { updatedAt: new Date(Math.max(...saved)) } : {}),
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
  };
}

function probabilityOf(value: unknown): number | null {
  const probability = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isFinite(probability) && probability >= 0 && probability <= 1 ? probability : null;
}

export const pipelineProbes = (kind: PipelineKind) => [
  get(`pipelines of ${objectTypeOfPipeline(kind)}`, pipelinesPath(objectTypeOfPipeline(kind))),
];

/** The pipelines of every record type that has some. */
export const pipelineInventories = Object.fromEntries(
  pipelineKinds.map((kind) => [kind, inventoryOf(kind)]),
) as unknown as { readonly [Kind in PipelineKind]: InventoryKind<Kind> };

function inventoryOf(
  kind: PipelineKind,
): Omit<InventoryKind, "read" | "readOne"> & { readonly read: unknown; readonly readOne: unknown } {
  return {
    words: pipelineWordsOf(kind),
    scopes: descriptorOf(recordsOfPipeline(kind)).scopes,
    probes: pipelineProbes(kind),
    ...(isPipelineAlwaysThere(kind) ? { isNeverEmpty: true } : {}),
    read: async (gateway: Gateway) => readPipelines(gateway, kind),
    readOne: async (gateway: Gateway, id: string) => readPipeline(gateway, kind, id),
  };
}
