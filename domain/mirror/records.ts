/** CRM records as the checks see them: typed, in plain units, with HubSpot's quirks gone. */

/**
 * The fields of each record type. It is empty here: the descriptor of a type, `connectors/hubspot/types/<type>.ts`,
 * adds what it reads (docs/decisions/0023), so a field is written once.
 */
// oxlint-disable-next-line typescript/no-empty-interface -- the descriptors fill it
export interface RecordFields {}

export type RecordType = keyof RecordFields;

/** One record. `name` is what people call it; of one without a name, its type and number. */
export type RecordOf<Type extends RecordType> = {
  [Each in Type]: { readonly type: Each; readonly id: string; readonly name: string } & RecordFields[Each];
}[Type];
export type CrmRecord = RecordOf<RecordType>;

/** Where a record of a pipeline stands. */
export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly pipelineLabel: string;
  /** From the pipeline's metadata, never from the stage's id: portals rename labels and keep ids. */
  readonly isClosed: boolean;
  /** Place among the pipeline's open stages, from 0 (first) to 1 (last). Null for closed stages. */
  readonly progress: number | null;
}

/** The fields that a check can ask for; `id`, `type` and `name` always come along. */
export type FieldOf<Type extends RecordType> = Exclude<keyof RecordOf<Type>, "id" | "type" | "name"> & string;

/** A record cut down to what a check asked for. */
export type Narrowed<Type extends RecordType, Field extends FieldOf<Type>> = Pick<
  RecordOf<Type>,
  ("id" | "type" | "name" | Field) & keyof RecordOf<Type>
>;

/** A field whose value could not be read, with the reason: `closeAt` → `"2026-02-30" is not a date`. */
export type FieldFaults = ReadonlyMap<string, string>;
