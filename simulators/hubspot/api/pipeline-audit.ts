import type { Pipeline } from "../model/pipeline.ts";
import type { JournalEntry } from "../model/write.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { pipelineTypeIn } from "./pipelines.ts";

interface Change {
  readonly entry: JournalEntry;
  readonly action: "CREATE" | "UPDATE" | "DELETE";
  readonly before: Pipeline | undefined;
  readonly after: Pipeline | undefined;
}

/** Who changed a pipeline and when, newest first. A deleted one keeps its audit. */
export function auditPipeline(call: Call): Answer {
  const changes = changesOf(call).map((change) => renderChange(call, change, call.params["id"] ?? "", change.after));
  return ok({ results: changes.toReversed() });
}

/** The same for one stage: only what touched it. */
export function auditStage(call: Call): Answer {
  const stageId = call.params["stageId"] ?? "";
  const results = changesOf(call).flatMap((change) => {
    const before = change.before?.stages.find(({ id }) => id === stageId);
    const after = change.after?.stages.find(({ id }) => id === stageId);
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const action = before === undefined ? "CREATE" : after === undefined ? "DELETE" : "UPDATE";
    return [renderChange(call, { ...change, action }, stageId, after)];
  });
  return ok({ results: results.toReversed() });
}

/** The journal is the audit. What the portal was opened with has none. */
function changesOf(call: Call): readonly Change[] {
  const type = pipelineTypeIn(call);
  const wanted = call.params["id"];
  let before = call.portal.pipelines(type, -Infinity).find(({ id }) => id === wanted);
  const changes: Change[] = [];
  for (const entry of call.portal.journal.entries) {
    if (entry.what !== "pipeline-saved" && entry.what !== "pipeline-deleted") continue;
    if (entry.pipelineOf !== type || Date.parse(entry.at) > call.at) continue;
    const after = entry.what === "pipeline-saved" ? entry.pipeline : undefined;
    if ((after?.id ?? ("id" in entry ? entry.id : undefined)) !== wanted) continue;
    const action = after === undefined ? "DELETE" : before === undefined ? "CREATE" : "UPDATE";
    changes.push({ entry, action, before, after });
    before = after;
  }
  return changes;
}

function renderChange({ portal }: Call, { entry, action }: Change, identifier: string, rawObject: unknown): unknown {
  return {
    portalId: portal.details.portalId,
    identifier,
    action,
    timestamp: entry.at,
    message: `${action} by ${entry.source.type}`,
    ...(rawObject !== undefined && { rawObject }),
  };
}
