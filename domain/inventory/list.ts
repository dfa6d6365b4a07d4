import { parts } from "./parts.ts";
import { names, renamed, touched, word } from "./tell.ts";
import { defineWords } from "./words.ts";
import type { WorkflowReference } from "./workflow.ts";

/** A list of records, in HubSpot called segment or list. */
export interface RecordList {
  readonly type: "list";
  readonly id: string;
  readonly name: string;
  readonly objectTypeId: string;
  /** "MANUAL", "SNAPSHOT" or "DYNAMIC". */
  readonly processingType: string;
  /** "COMPLETE" when HubSpot is done with it. */
  readonly processingStatus: string;
  /** Null while HubSpot counts. */
  readonly size: number | null;
  readonly filtersUpdatedAt: Date | null;
  /** What decides who is in it; left out where HubSpot did not say. */
  readonly filters?: readonly ListFilter[];
}

/** Something of the portal that a list's filters name. */
export interface ListFilter extends Omit<WorkflowReference, "use"> {}

declare module "./inventory.ts" {
  interface InventoryKinds {
    list: RecordList;
  }
}

export const listWords = defineWords<RecordList>({
  kind: "list",
  noun: "list",
  fields: {
    name: renamed,
    processingType: word("Kept as"),
    filters: (before, after, nameOf) =>
      parts<ListFilter>({
        noun: "Filter",
        key: ({ to, id }) => `${to}/${id}`,
        name: ({ to, id }) => `${to.replace("-", " ")} ${(to === "property" ? null : nameOf(to, id)) ?? id}`,
        fields: { values: names("values") },
      })(before ?? [], after ?? [], nameOf),
    filtersUpdatedAt: touched("Filters edited"),
  },
  figures: ["size", "processingStatus"],
  history: "size",
});
