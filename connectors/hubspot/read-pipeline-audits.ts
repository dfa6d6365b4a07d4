import { z } from "zod";
import type { PipelineKind } from "../../domain/inventory/pipeline.ts";
import type { Gateway } from "./gateway.ts";
import { objectTypeOfPipeline } from "./inventory/pipeline.ts";
import { Id, Instant, parseAnswer } from "./schema.ts";
import { pipelinePath } from "./versions.ts";

const AuditList = z.object({
  results: z.array(
    z.object({
      action: z.string(),
      timestamp: Instant.nullish(),
      fromUserId: Id.nullish(),
      message: z.string().nullish(),
    }),
  ),
});

/** Somebody changed a pipeline or a stage. */
export interface PipelineChange {
  /** In HubSpot's words, such as "CREATE", "UPDATE" or "DELETE". */
  readonly action: string;
  readonly at: Date | null;
  readonly userId: string | null;
  readonly message: string | null;
}

export interface PipelineAuditReads {
  /** Who changed a pipeline, newest first. A deleted one keeps its audit. */
  pipelineAudit(kind: PipelineKind, pipelineId: string): Promise<readonly PipelineChange[]>;
  /** The same for one of its stages. */
  stageAudit(kind: PipelineKind, pipelineId: string, stageId: string): Promise<readonly PipelineChange[]>;
}

export function readPipelineAudits(gateway: Gateway): PipelineAuditReads {
  // The generated client knows no pipeline in the path of a stage's audit, so both audits are asked for directly.
  const readAudit = async (asked: string, path: string) =>
    parseAnswer(AuditList, asked, await gateway.request("GET", path)).results.map(asChange);
  return {
    pipelineAudit: async (kind, pipelineId) =>
      readAudit("GET the audit of a pipeline", `${pipelinePath(objectTypeOfPipeline(kind), pipelineId)}/audit`),

    stageAudit: async (kind, pipelineId, stageId) =>
      readAudit(
        "GET the audit of a stage",
        `${pipelinePath(objectTypeOfPipeline(kind), pipelineId)}/stages/${encodeURIComponent(stageId)}/audit`,
      ),
  };
}

function asChange({
  action,
  timestamp,
  fromUserId,
  message,
}: z.output<typeof AuditList>["results"][number]): PipelineChange {
  return { action, at: timestamp ?? null, userId: fromUserId ?? null, message: message ?? null };
}
