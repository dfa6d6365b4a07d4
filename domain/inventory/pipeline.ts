import { parts } from "./parts.ts";
import { flag, renamed, share } from "./tell.ts";
import { defineWords } from "./words.ts";

export interface PipelineStage {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly isClosed: boolean;
  /** 0 to 1: how likely a deal of this stage is won. Null where HubSpot keeps none. */
  readonly probability: number | null;
}

/** The pipelines of deals, and those of leads, are read apart: a portal can have the one and not the other. */
export const pipelineKinds = ["pipeline", "lead-pipeline"] as const;
export type PipelineKind = (typeof pipelineKinds)[number];

export interface Pipeline<Kind extends PipelineKind = "pipeline"> {
  readonly type: Kind;
  readonly id: string;
  readonly name: string;
  /** In the order of the screens. */
  readonly stages: readonly PipelineStage[];
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    pipeline: Pipeline;
    "lead-pipeline": Pipeline<"lead-pipeline">;
  }
}

const wordsOf = <Kind extends PipelineKind>(kind: Kind, noun: string) =>
  defineWords<Pipeline<Kind>>({
    kind,
    noun,
    fields: {
      name: renamed,
      stages: parts<PipelineStage>({
        noun: "Stage",
        key: ({ id }) => id,
        name: ({ label }) => label,
        fields: {
          label: renamed,
          probability: share("Win probability"),
          isClosed: flag("Now a closed stage", "Now an open stage"),
        },
        isOrdered: true,
      }),
    },
  });

export const pipelineWords = wordsOf("pipeline", "pipeline");
export const leadPipelineWords = wordsOf("lead-pipeline", "lead pipeline");
