import type { Pipeline, PipelineType, Stage } from "../model/pipeline.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { typeIn } from "./record-type.ts";
import { badRequest, resourceNotFound } from "./refusal.ts";

export function listPipelines(call: Call): Answer {
  return ok({ results: call.portal.pipelines(typeIn(call), call.at).map(renderPipeline) });
}

export function readPipeline(call: Call): Answer {
  const { pipeline, position } = presentPipeline(call);
  return ok(renderPipeline(pipeline, position));
}

export function listStages(call: Call): Answer {
  return ok({ results: presentPipeline(call).pipeline.stages.map(renderStage) });
}

export function readStage(call: Call): Answer {
  const { stage, position } = presentStage(call);
  return ok(renderStage(stage, position));
}

/** The record type of the path, if records of it move through pipelines. */
export function pipelineTypeIn(call: Call): PipelineType {
  const type = typeIn(call);
  if (type !== "deals" && type !== "leads") throw badRequest(`Object type ${type} does not support pipelines`);
  return type;
}

export function presentPipeline(call: Call): { readonly pipeline: Pipeline; readonly position: number } {
  const pipelines = call.portal.pipelines(typeIn(call), call.at);
  const position = pipelines.findIndex(({ id }) => id === call.params["id"]);
  const pipeline = pipelines[position];
  if (!pipeline) throw resourceNotFound();
  return { pipeline, position };
}

export function presentStage(call: Call): {
  readonly pipeline: Pipeline;
  readonly stage: Stage;
  readonly position: number;
} {
  const { pipeline } = presentPipeline(call);
  const position = pipeline.stages.findIndex(({ id }) => id === call.params["stageId"]);
  const stage = pipeline.stages[position];
  if (!stage) throw resourceNotFound();
  return { pipeline, stage, position };
}

const dates = { createdAt: "2024-01-15T09:00:00.000Z", updatedAt: "2024-01-15T09:00:00.000Z", archived: false };

export function renderPipeline({ id, label, stages, savedAt }: Pipeline, displayOrder: number): unknown {
  const saved = savedAt === undefined ? {} : { updatedAt: new Date(savedAt).toISOString() };
  return { label, displayOrder, id, stages: stages.map(renderStage), ...dates, ...saved };
}

/** Both metadata values are strings. */
export function renderStage({ id, label, probability, isClosed }: Stage, displayOrder: number): unknown {
  return {
    label,
    displayOrder,
    id,
    metadata: { isClosed: String(isClosed), probability: probability.toFixed(1) },
    writePermissions: "CRM_PERMISSIONS_ENFORCEMENT",
    ...dates,
  };
}
