import { objectTypeIdOf } from "../model/record-types.ts";
import type { DocumentKind } from "../model/document.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { pipelineTypeIn, presentPipeline } from "./pipelines.ts";

/** What may not be done in a pipeline. One for which nobody has set rules answers with rules that forbid nothing. */
export function readPipelineRules(call: Call): Answer {
  const { head, content } = guarded(call, "pipeline-rules");
  const rules = (content["governanceValidationRules"] ?? {}) as Readonly<Record<string, unknown>>;
  return ok({
    ...head,
    governanceValidationRules: {
      noBackwardsMovementRule: { enabledForAllStages: false, pipelineStageIds: [] },
      noSkippingStagesRule: { enabledForAllStages: false, pipelineStageIds: [] },
      objectCreationRule: { pipelineStageIds: [] },
      ...rules,
    },
    ...(content["approvalStage"] !== undefined && { approvalStage: content["approvalStage"] }),
  });
}

/** Who may edit records in each stage: everybody, unless somebody has restricted it. */
export function readStagePermissions(call: Call): Answer {
  const { head, content, pipeline } = guarded(call, "stage-permissions");
  const restricted = (content["stages"] ?? {}) as Readonly<Record<string, object>>;
  return ok({
    ...head,
    stages: pipeline.stages.map(({ id, label }) => ({
      pipelineStageId: id,
      label,
      permissionMode: "OPEN",
      superAdmin: false,
      teamIds: [],
      userIds: [],
      ...(restricted[id] !== undefined && { permissionMode: "RESTRICTED", ...restricted[id] }),
    })),
  });
}

/** The document of a pipeline is named `{type}/{pipeline}`. */
function guarded(call: Call, kind: DocumentKind) {
  const type = pipelineTypeIn(call);
  const { pipeline } = presentPipeline(call);
  const document = call.portal.document(kind, `${type}/${pipeline.id}`, call.at);
  const updatedAt = document?.updatedAt(call.at) ?? Date.parse("2024-01-15T09:00:00.000Z");
  const head = {
    id: pipeline.id,
    objectTypeId: objectTypeIdOf(type),
    pipelineId: pipeline.id,
    createdAt: new Date(document?.createdAt ?? updatedAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
  return { pipeline, head, content: document?.contentAt(call.at) ?? {} };
}
