import { createConfiguration, PipelinesApi } from "@hubspot/api-client/lib/codegen/crm/pipelines/index.js";
import { z } from "zod";
import type { Pipeline, PipelineKind } from "../../domain/inventory/inventory.ts";
import type { Gateway } from "./gateway.ts";
import { generated, through } from "./generated.ts";
import { Id, Instant, parseAnswer } from "./schema.ts";
import { pipelinePath } from "./versions.ts";

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

export interface PipelineReads {
  /** The pipelines of one record type with their stages, in the order of the screens. */
  pipelines<Kind extends PipelineKind>(kind: Kind): Promise<readonly Pipeline<Kind>[]>;
  /** Who changed a pipeline, newest first. A deleted one keeps its audit. */
  pipelineAudit(kind: PipelineKind, pipelineId: string): Promise<readonly PipelineChange[]>;
  /** The same for one of its stages. */
  stageAudit(kind: PipelineKind, pipelineId: string, stageId: string): Promise<readonly PipelineChange[]>;
}

const objectTypeOfKind: Readonly<Record<PipelineKind, string>> = { pipeline: "deals", "lead-pipeline": "leads" };

export function readPipelines(gateway: Gateway): PipelineReads {
  const api = new PipelinesApi(createConfiguration(through(gateway)));
  // The generated client knows no pipeline in the path of a stage's audit, so both audits are asked for directly.
  const readAudit = async (asked: string, path: string) =>
    parseAnswer(AuditList, asked, await gateway.request("GET", path)).results.map(asChange);
  return {
    async pipelines(kind) {
      const asked = `GET pipelines of ${objectTypeOfKind[kind]}`;
      const answer = await generated(asked, api.getAll(objectTypeOfKind[kind]));
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
    },

    pipelineAudit: async (kind, pipelineId) =>
      readAudit("GET the audit of a pipeline", `${pipelinePath(objectTypeOfKind[kind], pipelineId)}/audit`),

    stageAudit: async (kind, pipelineId, stageId) =>
      readAudit(
        "GET the audit of a stage",
        `${pipelinePath(objectTypeOfKind[kind], pipelineId)}/stages/${encodeURIComponent(stageId)}/audit`,
      ),
  };
}

function probabilityOf(value: unknown): number | null {
  const probability = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return Number.isFinite(probability) && probability >= 0 && probability <= 1 ? probability : null;
}

function asChange({
  action,
  timestamp,
  fromUserId,
  message,
}: z.output<typeof AuditList>["results"][number]): PipelineChange {
  return { action, at: timestamp ?? null, userId: fromUserId ?? null, message: message ?? null };
}
