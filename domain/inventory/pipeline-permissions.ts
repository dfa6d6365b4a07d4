import { parts } from "./parts.ts";
import { flag, references } from "./tell.ts";
import { defineWords } from "./words.ts";

/** Who may edit the records in each stage of a pipeline. */
export const pipelinePermissionsKinds = ["pipeline-permissions", "lead-pipeline-permissions"] as const;
export type PipelinePermissionsKind = (typeof pipelinePermissionsKinds)[number];

export interface StagePermission {
  readonly id: string;
  readonly label: string;
  /** False: everybody who may edit records may edit them here. */
  readonly isRestricted: boolean;
  readonly teamIds: readonly string[];
  readonly userIds: readonly string[];
}

export interface PipelinePermissions<Kind extends PipelinePermissionsKind = "pipeline-permissions"> {
  readonly type: Kind;
  /** The pipeline's id. */
  readonly id: string;
  /** The pipeline's name. */
  readonly name: string;
  readonly stages: readonly StagePermission[];
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    "pipeline-permissions": PipelinePermissions;
    "lead-pipeline-permissions": PipelinePermissions<"lead-pipeline-permissions">;
  }
}

const wordsOf = <Kind extends PipelinePermissionsKind>(kind: Kind, noun: string) =>
  defineWords<PipelinePermissions<Kind>>({
    kind,
    noun,
    fields: {
      stages: parts<StagePermission>({
        noun: "Stage",
        key: ({ id }) => id,
        name: ({ label }) => label,
        fields: {
          isRestricted: flag("Editing is restricted", "Everyone can edit again"),
          teamIds: references("Teams that can edit", "team"),
          userIds: references("People who can edit", "user"),
        },
      }),
    },
  });

export const pipelinePermissionsWords = wordsOf("pipeline-permissions", "permissions of pipeline");
export const leadPipelinePermissionsWords = wordsOf("lead-pipeline-permissions", "permissions of lead pipeline");
