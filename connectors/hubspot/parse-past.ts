import type { PastValue, StoredHistory } from "../../domain/mirror/past-values.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import type { Field, RecordSurroundings } from "./types/descriptor.ts";
import { descriptorOf } from "./types/index.ts";
import { UnreadableValue } from "./values.ts";

/**
 * The past values of a record's fields, each read as its descriptor reads it today. Values that cannot be read are left
 * out; a field of several properties has a value for each moment at which one of them moved.
 *
 * @returns Null for a field of which the history was not read with all properties.
 */
export function pastReader(
  type: RecordType,
  id: string,
  history: StoredHistory,
  around: RecordSurroundings,
): (field: string) => readonly PastValue[] | null {
  return (name) => {
    const field = descriptorOf(type).fields[name];
    if (field === undefined || field.properties.some((property) => !Object.hasOwn(history, property))) return null;
    const values: PastValue[] = [];
    for (const { at, source } of changesOf(field, history)) {
      const value = valueAt(field, { id, at, history, around });
      if (value === unreadable || JSON.stringify(values.at(-1)?.value) === JSON.stringify(value)) continue;
      values.push({ at: new Date(at), value, source });
    }
    return values;
  };
}

/** Those of all its properties, oldest first, one for each moment. */
function changesOf({ properties }: Field, history: StoredHistory) {
  const all = properties.flatMap((property) => history[property]!);
  return [...new Map(all.map((change) => [change.at, change])).values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

const unreadable = Symbol("unreadable");

function valueAt(
  field: Field,
  {
    id,
    at,
    history,
    around,
  }: {
    readonly id: string;
    readonly at: string;
    readonly history: StoredHistory;
    readonly around: RecordSurroundings;
  },
): unknown {
  const properties = Object.fromEntries(
    field.properties.map((name) => [name, history[name]!.findLast((change) => change.at <= at)?.value ?? null]),
  );
  try {
    return field.read({ id, properties, around });
  } catch (error) {
    if (error instanceof UnreadableValue) return unreadable;
    throw error;
  }
}
