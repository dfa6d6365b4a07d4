import type { RecordType } from "../mirror/records.ts";
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

/**
 * The record types that move through pipelines: those of each are a kind of their own, since a portal can have the one
 * and not the other. `isAlwaysThere`: every portal has one, so that an empty answer is a bad one.
 */
const pipelines = {
  pipeline: { of: "deal", isAlwaysThere: true },
  "lead-pipeline": { of: "lead", isAlwaysThere: false },
} as const satisfies Readonly<Record<string, { readonly of: RecordType; readonly isAlwaysThere: boolean }>>;

export type PipelineKind = keyof typeof pipelines;
export const pipelineKinds = Object.keys(pipelines) as readonly PipelineKind[];

/** Whose pipelines these are. */
export const recordsOfPipeline = (kind: PipelineKind): RecordType => pipelines[kind].of;
export const isPipelineAlwaysThere = (kind: PipelineKind): boolean => pipelines[kind].isAlwaysThere;

/** The pipelines that records of a type move through; null where they move through none. */
export function pipelineKindOf(type: string): PipelineKind | null {
  return pipelineKinds.find((kind) => pipelines[kind].of === type) ?? null;
}

export interface Pipeline<Kind extends PipelineKind = "pipeline"> {
  readonly type: Kind;
  readonly id: string;
  readonly name: string;
  /** In the order of the screens. */
  readonly stages: readonly PipelineStage[];
  /** When it, or a stage of it, was last saved; left out where HubSpot does not say. */
  readonly updatedAt?: Date;
}

type Pipelines = { readonly [Kind in PipelineKind]: Pipeline<Kind> };

declare module "./inventory.ts" {
  interface InventoryKinds extends Pipelines {}
}

export const pipelineWordsOf = <Kind extends PipelineKind>(kind: Kind) =>
  defineWords<Pipeline<Kind>>({
    kind,
    noun: kind.replaceAll("-", " "),
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
    // What was changed and taken back is as it was approved, though it was saved twice.
    figures: ["updatedAt"],
  });

export const pipelineWords = pipelineWordsOf("pipeline");
