import { unreadFields } from "../../connectors/hubspot/fields.ts";
import { parseRecord, type ParsedRecord } from "../../connectors/hubspot/parse-record.ts";
import type { RecordSurroundings } from "../../connectors/hubspot/types/descriptor.ts";
import type { FieldFaults, RecordType } from "../../domain/mirror/records.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { recordsById, streamRecords, type MirrorRecord } from "../../storage/mirror.ts";
import { propertySetsOf } from "../../storage/property-sets.ts";

/**
 * The mirror of one client as typed records. A record is typed once, here, by its descriptor: whoever reads the mirror
 * meets fields, and of each field that could not be read the reason.
 */
export interface TypedRecords {
  /** How rows of the mirror are typed that somebody else has read. */
  parser<Type extends RecordType>(type: Type): Promise<(row: MirrorRecord) => ParsedRecord<Type>>;
  /**
   * All records of a type in order of id, a page at a time, so that memory does not grow with the portal.
   *
   * @param seenSince - Only those that a copy has met since then; null for all.
   */
  stream<Type extends RecordType>(
    type: Type,
    seenSince?: Date | null,
  ): AsyncGenerator<readonly ParsedRecord<Type>[], void, undefined>;
  /** Some records by their ids; those that the mirror does not hold are left out. */
  byId<Type extends RecordType>(type: Type, ids: readonly string[]): Promise<ReadonlyMap<string, ParsedRecord<Type>>>;
}

/** @param around - What lies beside the records: pipelines for stages, and what was noticed of people. */
export function typedRecords(db: StoreHandle, clientId: string, around: RecordSurroundings): TypedRecords {
  const parserOf = async <Type extends RecordType>(type: Type) => {
    const unreadOf = await unreadBySet(db, clientId, type);
    return ({ id, properties, setId }: MirrorRecord) => parseRecord(type, id, properties, around, unreadOf(setId));
  };
  return {
    parser: parserOf,
    async *stream(type, seenSince = null) {
      const parse = await parserOf(type);
      for await (const page of streamRecords(db, clientId, type, seenSince)) yield page.map(parse);
    },
    async byId(type, ids) {
      if (ids.length === 0) return new Map();
      const parse = await parserOf(type);
      const found = await recordsById(db, clientId, type, ids);
      return new Map([...found].map(([id, record]) => [id, parse(record)]));
    },
  };
}

/** The fields that records of a set were not read with, and why: worked out once a set. */
async function unreadBySet(
  db: StoreHandle,
  clientId: string,
  type: RecordType,
): Promise<(setId: number) => FieldFaults> {
  const sets = await propertySetsOf(db, clientId, type);
  const known = new Map<number, FieldFaults>();
  return (setId) => {
    const before = known.get(setId);
    if (before !== undefined) return before;
    const unread = [...unreadFields(type, sets.get(setId) ?? new Set())].map(
      ([field, name]) => [field, `its ${name} was not read yet`] as const,
    );
    known.set(setId, new Map(unread));
    return known.get(setId)!;
  };
}
