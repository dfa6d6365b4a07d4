import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";
import { storableJsonLines } from "./storable.ts";

export interface MirrorRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
}

/** A record as HubSpot gave it out. */
export interface DatedRecord extends MirrorRecord {
  readonly updatedAt: Date;
}

const pageSize = 1000;

/**
 * Records as the database takes them: in each of three texts one line for each record, in the same order. It takes lines
 * apart faster than JSON around them, and making them is a good part of storing records.
 */
export interface RecordLines {
  readonly ids: string;
  readonly properties: string;
  /** Milliseconds since 1970. */
  readonly updatedAt: string;
}

/** At least one record, none of them twice. */
export function recordLines(records: readonly DatedRecord[]): RecordLines {
  return {
    ids: records.map(({ id }) => id).join("\n"),
    properties: storableJsonLines(records.map(({ properties }) => properties)),
    updatedAt: records.map(({ updatedAt }) => updatedAt.getTime()).join("\n"),
  };
}

/** Stores a batch of records, as `putRecordLines` does. The last one of an id counts. */
export async function putRecords(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  batch: readonly DatedRecord[],
  seenAt: Date,
): Promise<void> {
  const records = [...new Map(batch.map((record) => [record.id, record])).values()];
  if (records.length > 0) await putRecordLines(db, clientId, recordType, [recordLines(records)], seenAt);
}

/**
 * Stores what `recordLines` made of records, none of them twice. What was stored before counts once. `seenAt` is the
 * start of the copy.
 *
 * What HubSpot gave out as an older version never replaces a newer one: its search lags behind its lists.
 */
export async function putRecordLines(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  batch: readonly RecordLines[],
  seenAt: Date,
): Promise<void> {
  if (batch.length === 0) return;
  const column = (part: keyof RecordLines) => sql`string_to_array(${batch.map((lines) => lines[part]).join("\n")}, E'\\n')`;
  // One statement of three parameters for any number of records. Were the lines not as many, an empty column would fail it.
  await sql`
    insert into record (client_id, record_type, record_id, properties, updated_at, seen_at)
    select ${clientId}, ${recordType}, id, properties::jsonb, to_timestamp(updated_at::double precision / 1000), ${seenAt}
    from unnest(${column("ids")}, ${column("properties")}, ${column("updatedAt")}) as batch (id, properties, updated_at)
    on conflict (client_id, record_type, record_id) do update set
      properties = case when excluded.updated_at >= record.updated_at then excluded.properties else record.properties end,
      updated_at = greatest(record.updated_at, excluded.updated_at),
      seen_at = greatest(record.seen_at, excluded.seen_at)
  `.execute(db);
}

/** Removes records that HubSpot says it does not have. */
export async function removeRecords(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .deleteFrom("record")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("record_id", "in", ids)
    .execute();
}

/** How many records of one type the mirror holds. */
export async function countRecords(db: Kysely<Database>, clientId: string, recordType: string): Promise<number> {
  const row = await db
    .selectFrom("record")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** How many records the scan that started at `seenAt` has met so far. */
export async function countSeenSince(db: Kysely<Database>, clientId: string, recordType: string, seenAt: Date): Promise<number> {
  const row = await db
    .selectFrom("record")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("seen_at", ">=", seenAt)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * Removes what a complete scan did not meet: HubSpot no longer has it. Records that a later scan has met in the
 * meantime stay.
 */
export async function removeUnseen(db: Kysely<Database>, clientId: string, recordType: string, seenAt: Date): Promise<void> {
  await db
    .deleteFrom("record")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("seen_at", "<", seenAt)
    .execute();
}

/** All records of one type in order of id, a page at a time, so that memory does not grow with the portal. With `seenSince`, only those met since. */
export async function* streamRecords(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  seenSince: Date | null = null,
): AsyncGenerator<readonly MirrorRecord[]> {
  for (let after = ""; ;) {
    const rows = await db
      .selectFrom("record")
      .select(["record_id as id", "properties"])
      .where("client_id", "=", clientId)
      .where("record_type", "=", recordType)
      .where("record_id", ">", after)
      .$if(seenSince !== null, (query) => query.where("seen_at", ">=", seenSince!))
      .orderBy("record_id")
      .limit(pageSize)
      .execute();
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.id;
  }
}
