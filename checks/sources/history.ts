import { historyNotRead, type PastValue } from "../../domain/mirror/past-values.ts";
import type { FieldOf, RecordOf, RecordType } from "../../domain/mirror/records.ts";
import { fields } from "./fields.ts";
import type { Asked, Source } from "./source.ts";

export interface HistoryQuestion {
  /** Fields whose past values are wanted. */
  readonly past: readonly string[];
}

/** What a check finds as `history`: of each field that it asked for the values that it got, oldest first. */
export type History<Type extends RecordType, Past extends readonly string[]> = {
  readonly [Field in Past[number] & FieldOf<Type> & keyof RecordOf<Type>]: readonly PastValue<RecordOf<Type>[Field]>[];
};

/** The past values of one field; null: the history was not read with all that this field is read from. */
export type ReadPast = (field: string) => readonly PastValue[] | null;

const notRead: ReadPast = () => null;

/**
 * Past values of fields, for suspects only: reading a history costs a request for each 50 records. Whoever looks at
 * `history` is a suspect: its verdict is unknown until the next run of its record type has read the history, within the
 * share of requests that reading beside the audits may take. So ask the fields first, and the history last.
 */
export const history: Source<HistoryQuestion> = {
  name: "history",
  restsOn: (of, { past }) => ({
    ...fields.restsOn(of, { fields: past, shows: [] }),
    past: past.map((field) => ({ of: of as RecordType, field })),
  }),
  judgedAgain: () => [{ on: "subject" }],
  beside: {
    as: "history",
    none: notRead,
    load: async (reader, ids, [asked]: readonly Asked<HistoryQuestion>[]) =>
      asked === undefined ? new Map() : reader.pasts(asked.of as RecordType, ids),
    cut: (_, { past }) => {
      // Made once: to define getters on each of a million records costs more than to judge them.
      const Past = class extends Reading {};
      for (const field of past)
        Object.defineProperty(Past.prototype, field, { enumerable: true, get: getterOf(field) });
      return (read) => ({ value: new Past(read as ReadPast) });
    },
  },
};

class Reading {
  readonly read: ReadPast;

  constructor(read: ReadPast) {
    this.read = read;
  }
}

function getterOf(field: string) {
  return function get(this: Reading): readonly PastValue[] {
    const values = this.read(field);
    if (values === null) throw historyNotRead;
    return values;
  };
}
