import type { Pipeline, Stage } from "../model/pipeline.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { typeIn } from "./record-type.ts";
import { resourceNotFound } from "./refusal.ts";

export function listPipelines(call: Call): Answer {
  return ok({ results: call.portal.pipelines(typeIn(call)).map(renderPipeline) });
}

export function readPipeline(call: Call): Answer {
  const pipelines = call.portal.pipelines(typeIn(call));
  const position = pipelines.findIndex(({ id }) => id === call.params["id"]);
  if (position < 0) throw resourceNotFound();
  return ok(renderPipeline(pipelines[position]!, position));
}

const dates = { createdAt: "2024-01-15T09:00:00.000Z", updatedAt: "2024-01-15T09:00:00.000Z", archived: false };

function renderPipeline({ id, label, stages }: Pipeline, displayOrder: number): unknown {
  return { label, displayOrder, id, stages: stages.map(renderStage), ...dates };
}

/** Both metadata values are strings. */
function renderStage({ id, label, probability, isClosed }: Stage, displayOrder: number): unknown {
  return {
    label,
    displayOrder,
    id,
    metadata: { isClosed: String(isClosed), probability: probability.toFixed(1) },
    writePermissions: "CRM_PERMISSIONS_ENFORCEMENT",
    ...dates,
  };
}
