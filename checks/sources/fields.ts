import type { ItemType } from "../../domain/inventory/inventory.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import type { Holder, Source } from "./source.ts";

export interface FieldsQuestion {
  /** Fields that the verdict rests on. */
  readonly fields: readonly string[];
  /** Fields that are only shown: one that cannot be read is shown as unreadable and never costs the verdict. */
  readonly shows: readonly string[];
}

/** Fields that mean nothing without a kind of inventory: whether a stage is closed stands in its pipeline. */
const readWith: { readonly [Of in Holder]?: Readonly<Record<string, ItemType>> } = {
  deal: { stage: "pipeline" },
  lead: { stage: "lead-pipeline" },
};

/** The typed fields of the record itself. */
export const fields: Source<FieldsQuestion> = {
  name: "fields",
  restsOn: (of, { fields: needed, shows }) => ({
    scans: [of as RecordType],
    items: [...needed, ...shows].flatMap((field) => readWith[of]?.[field] ?? []),
    fields: needed.map((field) => ({ of: of as RecordType, field })),
    shows: shows.map((field) => ({ of: of as RecordType, field })),
  }),
  judgedAgain: (of, { fields: needed }) => [
    { on: "subject" },
    ...needed.flatMap((field) => {
      const item = readWith[of]?.[field];
      return item === undefined ? [] : [{ on: "item" as const, of: item, fields: [], through: field }];
    }),
  ],
};
