import { randomUUID } from "node:crypto";
import { stageProperties } from "../model/pipeline.ts";
import type { Pipeline, Stage } from "../model/pipeline.ts";
import { created, noContent, ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { pipelineTypeIn, presentPipeline, presentStage, renderPipeline, renderStage } from "./pipelines.ts";
import { badRequest, stageInUse } from "./refusal.ts";

export function createPipeline(call: Call): Answer {
  const body = jsonBody(call);
  const label = plain(body["label"]);
  const stages = Array.isArray(body["stages"]) ? body["stages"].map(stageOf) : [];
  if (label === "" || stages.length === 0) throw badRequest("Some required fields were not set: [label, stages]");
  const pipeline: Pipeline = { id: plain(body["pipelineId"]) || randomUUID(), label, stages };
  save(call, pipeline);
  return created(
    renderPipeline(pipeline, call.portal.pipelines(pipelineTypeIn(call), call.portal.instant()).length - 1),
  );
}

export function updatePipeline(call: Call): Answer {
  const { pipeline, position } = presentPipeline(call);
  const changed = { ...pipeline, label: plain(jsonBody(call)["label"]) || pipeline.label };
  save(call, changed);
  return ok(renderPipeline(changed, position));
}

export function deletePipeline(call: Call): Answer {
  const { pipeline } = presentPipeline(call);
  for (const { id } of pipeline.stages) refuseWhenUsed(call, id);
  call.portal.write({ what: "pipeline-deleted", pipelineOf: pipelineTypeIn(call), id: pipeline.id }, call.source);
  return noContent;
}

export function createStage(call: Call): Answer {
  const { pipeline } = presentPipeline(call);
  const stage = stageOf(jsonBody(call));
  save(call, { ...pipeline, stages: [...pipeline.stages, stage] });
  return created(renderStage(stage, pipeline.stages.length));
}

export function updateStage(call: Call): Answer {
  const { pipeline, stage, position } = presentStage(call);
  const changed = stageOf({ ...renderedStage(stage), ...jsonBody(call), stageId: stage.id });
  save(call, { ...pipeline, stages: pipeline.stages.map((other) => (other === stage ? changed : other)) });
  return ok(renderStage(changed, position));
}

export function deleteStage(call: Call): Answer {
  const { pipeline, stage } = presentStage(call);
  refuseWhenUsed(call, stage.id);
  save(call, { ...pipeline, stages: pipeline.stages.filter((other) => other !== stage) });
  return noContent;
}

function save(call: Call, pipeline: Pipeline): void {
  call.portal.write({ what: "pipeline-saved", pipelineOf: pipelineTypeIn(call), pipeline }, call.source);
}

/** A stage as a body gives it; whether it is closed follows from its probability unless it is said. */
function stageOf(given: Readonly<Record<string, unknown>>): Stage {
  const metadata = (given["metadata"] ?? {}) as Readonly<Record<string, unknown>>;
  const probability = Number(metadata["probability"] ?? 0);
  const label = plain(given["label"]);
  if (label === "") throw badRequest("Some required fields were not set: [label]");
  const isClosed =
    metadata["isClosed"] === undefined
      ? [0, 1].includes(probability)
      : [true, "true"].includes(metadata["isClosed"] as string);
  return { id: plain(given["stageId"]) || randomUUID(), label, probability, isClosed };
}

const renderedStage = ({ label, probability, isClosed }: Stage) => ({
  label,
  metadata: { probability: String(probability), isClosed: String(isClosed) },
});

function refuseWhenUsed(call: Call, stageId: string): void {
  const type = pipelineTypeIn(call);
  for (const record of call.portal.records(type)) {
    const isPresent = record.exists(call.at) && !record.isArchived(call.at);
    if (isPresent && record.valueAt(stageProperties[type], call.at) === stageId) throw stageInUse(stageId);
  }
}
