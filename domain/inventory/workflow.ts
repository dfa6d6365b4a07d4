import { parts } from "./parts.ts";
import { flag, names, renamed, text } from "./tell.ts";
import { defineWords } from "./words.ts";

/** Something else of the portal that a workflow names. */
export interface WorkflowReference {
  /** "enrolls" decides who comes in, "reads" stands in a branch or an action, "sets" is written to. */
  readonly use: "enrolls" | "reads" | "sets";
  readonly to: "property" | "list" | "form" | "user" | "team" | "workflow" | "marketing-email";
  readonly id: string;
  /** Of a property: the options that it is compared with, or the values that it is set to. */
  readonly values: readonly string[];
  /**
   * Of a property: of which record types or events it is, as HubSpot numbers them, such as "0-1" for contacts;
   * `unknownHolder` where HubSpot does not say. Left out by what an older version of ours has read.
   */
  readonly of?: readonly string[];
  /** Of a property: what its values name, where that is something else of the portal; left out for plain values. */
  readonly names?: "owner" | "stage" | "lead-stage" | "property";
}

export const unknownHolder = "unknown";

export interface Workflow {
  readonly type: "workflow";
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** HubSpot's number of the record type that it works on, such as "0-1" for contacts. */
  readonly objectTypeId: string;
  /** Another one for each saved edit. */
  readonly revisionId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly actionCount: number;
  /** Whether a record can come in again. */
  readonly reEnrolls: boolean;
  readonly references: readonly WorkflowReference[];
  /** It enrolls whoever sends any form, whichever that is. */
  readonly enrollsByAnyForm?: boolean;
  /** A hash of all that it does: equal hashes do the same, whatever was saved between. */
  readonly definition?: string;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    workflow: Workflow;
  }
}

const uses = { enrolls: "enrols by", reads: "uses", sets: "sets" } as const;

export const workflowWords = defineWords<Workflow>({
  kind: "workflow",
  noun: "workflow",
  fields: {
    isEnabled: flag("Switched on", "Switched off"),
    name: renamed,
    actionCount: text("Actions"),
    reEnrolls: flag("Records can re-enrol", "Records can no longer re-enrol"),
    references: (before, after, nameOf) =>
      parts<WorkflowReference>({
        noun: "Reference",
        key: ({ use, to, id }) => `${use}/${to}/${id}`,
        name: ({ use, to, id }) => {
          const known = to === "property" ? null : nameOf(to, id);
          return `${uses[use]} ${to.replace("-", " ")} ${known ?? id}`;
        },
        fields: { values: names("values") },
      })(before, after, nameOf),
    enrollsByAnyForm: (before, after) =>
      before === after ? [] : [after === true ? "Enrols by any form" : "No longer enrols by any form"],
  },
  // Switching it off and on again is another revision of the same definition, and no edit.
  edited: ["revisionId", "definition"],
});
