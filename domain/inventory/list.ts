import { renamed, touched, word } from "./tell.ts";
import { defineWords } from "./words.ts";

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
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    list: RecordList;
  }
}

export const listWords = defineWords<RecordList>({
  kind: "list",
  noun: "list",
  fields: { name: renamed, processingType: word("Kept as"), filtersUpdatedAt: touched("Filters edited") },
  figures: ["size", "processingStatus"],
  history: "size",
});
