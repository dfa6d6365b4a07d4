import { names, references } from "./tell.ts";
import { defineWords, type Tell } from "./words.ts";

/** What may not be done in a pipeline: the guard rails that an administrator has set. */
export const pipelineRulesKinds = ["pipeline-rules", "lead-pipeline-rules"] as const;
export type PipelineRulesKind = (typeof pipelineRulesKinds)[number];

/** A stage for which a rule holds; every stage has the id "*". */
export interface RuledStage {
  readonly id: string;
  readonly label: string;
}

export interface PipelineRules<Kind extends PipelineRulesKind = "pipeline-rules"> {
  readonly type: Kind;
  /** The pipeline's id. */
  readonly id: string;
  /** The pipeline's name. */
  readonly name: string;
  /** Stages out of which no record moves backwards. */
  readonly noMovingBack: readonly RuledStage[];
  /** Stages that no record skips. */
  readonly noSkipping: readonly RuledStage[];
  /** The only stages in which records are created; empty: in any. */
  readonly createdIn: readonly RuledStage[];
  /** The stage in which somebody has to approve; none, or one. */
  readonly approvalIn: readonly RuledStage[];
  /** Who approves. */
  readonly approverIds: readonly string[];
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    "pipeline-rules": PipelineRules;
    "lead-pipeline-rules": PipelineRules<"lead-pipeline-rules">;
  }
}

/** 'No skipping: added "Proposal"; removed "every stage"'. A stage that was renamed is the same stage. */
function stages(label: string): Tell<readonly RuledStage[]> {
  const only = (some: readonly RuledStage[], others: readonly RuledStage[]) =>
    some.filter(({ id }) => !others.some((other) => other.id === id)).map((stage) => stage.label);
  return (before, after, nameOf) => names(label)(only(before, after), only(after, before), nameOf);
}

const wordsOf = <Kind extends PipelineRulesKind>(kind: Kind, noun: string) =>
  defineWords<PipelineRules<Kind>>({
    kind,
    noun,
    fields: {
      noMovingBack: stages("No moving backwards"),
      noSkipping: stages("No skipping of stages"),
      createdIn: stages("Records are created only in"),
      approvalIn: stages("Approval required in"),
      approverIds: references("Approvers", "user"),
    },
  });

export const pipelineRulesWords = wordsOf("pipeline-rules", "rules of pipeline");
export const leadPipelineRulesWords = wordsOf("lead-pipeline-rules", "rules of lead pipeline");
