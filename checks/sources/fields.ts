import type { ItemType } from "../../domain/inventory/inventory.ts";
import { pipelineKindOf } from "../../domain/inventory/pipeline.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import type { Holder, Source } from "./source.ts";

export interface FieldsQuestion {
  /** Fields that the verdict rests on. */
  readonly fields: readonly string[];
  /** Fields that are only shown: one that cannot be read is shown as unreadable and never costs the verdict. */
  readonly shows: readonly string[];
}

/** A field that means nothing without a kind of inventory: whether a stage is closed stands in its pipeline. */
function readWith(of: Holder, field: string): ItemType | null {
  return field === "stage" ? pipelineKindOf(of) : null;
}

/** The typed fields of the record itself. */
export const fields: Source<FieldsQuestion> = {
  name: "fields",
  restsOn: (of, { fields: needed, shows }) => ({
    scans: [of as RecordType],
    items: [...needed, ...shows].flatMap((field) => readWith(of, field) ?? []),
    fields: needed.map((field) => ({ of: of as RecordType, field })),
    shows: shows.map((field) => ({ of: of as RecordType, field })),
  }),
  judgedAgain: (of, { fields: needed }) => [
    { on: "subject" },
    ...needed.flatMap((field) => {
      const item = readWith(of, field);
      return item === null ? [] : [{ on: "item" as const, of: item, fields: [], through: field }];
    }),
  ],
};
