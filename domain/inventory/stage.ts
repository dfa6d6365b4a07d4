import { flag, renamed, share } from "./tell.ts";
import { defineWords } from "./words.ts";

/** The stages of deals, and those of leads. */
export const stageKinds = ["stage", "lead-stage"] as const;
export type StageKind = (typeof stageKinds)[number];

/** One stage as a subject of its own; its pipeline holds the same among the others. */
export interface Stage<Kind extends StageKind = "stage"> {
  readonly type: Kind;
  /** `{pipeline}/{stage}`: HubSpot's id of a stage is unique only within its pipeline. */
  readonly id: string;
  readonly name: string;
  readonly stageId: string;
  readonly pipelineId: string;
  readonly pipelineName: string;
  /** 1 for the first. */
  readonly position: number;
  readonly isClosed: boolean;
  /** 0 to 1. Null where HubSpot keeps none. */
  readonly probability: number | null;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    stage: Stage;
    "lead-stage": Stage<"lead-stage">;
  }
}

const wordsOf = <Kind extends StageKind>(kind: Kind, noun: string) =>
  defineWords<Stage<Kind>>({
    kind,
    noun,
    fields: {
      name: renamed,
      probability: share("Win probability"),
      isClosed: flag("Now a closed stage", "Now an open stage"),
      position: (before, after) => (before === after ? [] : [`Position: ${before} → ${after}`]),
    },
  });

export const stageWords = wordsOf("stage", "stage");
export const leadStageWords = wordsOf("lead-stage", "lead stage");
