import type { FieldFaults, RecordOf, RecordType } from "../../domain/mirror/records.ts";
import type { Properties, Raw, RecordSurroundings } from "./types/descriptor.ts";
import { descriptorOf, forEachType } from "./types/index.ts";
import { UnreadableValue } from "./values.ts";

const allRead: FieldFaults = new Map();

/** A record as the checks see it, with the fields that could not be read and why. */
export interface ParsedRecord<Type extends RecordType = RecordType> {
  readonly record: RecordOf<Type>;
  readonly faults: FieldFaults;
}

/** Worked out once: a million records come this way. */
const fieldsOf = forEachType(({ fields }) => Object.entries(fields));

/**
 * Turns the mirror's raw properties into a typed record. It never throws for a bad value: the field is null and its
 * fault says why, so that the checks which need it say `unknown`, and only those.
 *
 * @param unread - Fields that the record was not read with, and why: they are no empty values either.
 */
export function parseRecord<Type extends RecordType>(
  type: Type,
  id: string,
  properties: Properties,
  around: RecordSurroundings,
  unread: FieldFaults = allRead,
): ParsedRecord<Type> {
  const raw: Raw = { id, properties, around };
  const record: Record<string, unknown> = { type, id, name: descriptorOf(type).name.read(raw) };
  // Nearly all records have the faults of their set and none of their own: they share one map.
  let own: Map<string, string> | null = null;
  const faulty = (name: string, because: string) => void (own ??= new Map(unread)).set(name, because);
  for (const [name, field] of fieldsOf[type]) {
    try {
      record[name] = field.read(raw);
      const doubt = field.doubt === undefined || unread.has(name) ? null : field.doubt(raw);
      if (doubt !== null) faulty(name, doubt);
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      faulty(name, `HubSpot's ${field.properties[0]} cannot be read: ${error.message}`);
      record[name] = field.otherwise ?? null;
    }
  }
  return { record: record as unknown as RecordOf<Type>, faults: own ?? unread };
}
