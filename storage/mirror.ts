import { sql, type Kysely } from "kysely";
import { bumpLinked, lockLinkedTypes } from "./associations/bump-linked.ts";
import { inTransaction, nextChange } from "./change-numbers.ts";
import type { Database, StoreReader } from "./database.ts";
import { removeAndKeepLeavers } from "./leavers.ts";
import { noteMet, wasMet } from "./met-pages.ts";
import { moveRecordCount } from "./record-count.ts";
import { propertySetId } from "./property-sets.ts";
import { storableJsonLines } from "./storable.ts";

export interface MirrorRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  /** The set of properties that it was read with: see `propertySetsOf`. What is in the set and not here is empty. */
  readonly setId: number;
}

/** A record as HubSpot gave it out: what stands in its properties was read, be it null. */
export interface DatedRecord extends Omit<MirrorRecord, "setId"> {
  readonly updatedAt: Date;
}

const pageSize = 1000;

/**
 * Records as the database takes them: in each of three texts one line for each record, in the same order. It takes
 * lines apart faster than JSON around them, and making them is a good part of storing records.
 */
export interface RecordLines {
  readonly ids: string;
  readonly properties: string;
  /** Milliseconds since 1970. */
  readonly updatedAt: string;
  /** All of them were read with the same properties. */
  readonly setId: number;
}

/** At least one record, none of them twice, all read with one set of properties. */
export function recordLines(records: readonly DatedRecord[], setId: number): RecordLines {
  return {
    setId,
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
  const lines: RecordLines[] = [];
  for (const { names, alike } of groupByProperties(records))
    lines.push(recordLines(alike.map(withoutNulls), await propertySetId(db, clientId, recordType, names)));
  await putRecordLines(db, clientId, recordType, lines, seenAt);
}

/**
 * What is not set needs no place: half of what HubSpot sends is that, and the database would parse it each time. And by
 * whichever way a record comes, it is stored alike, so that one which did not change is seen to be the same.
 */
export function withoutNulls<Read extends Pick<DatedRecord, "properties">>(record: Read): Read {
  const set: Record<string, string> = {};
  for (const name in record.properties) {
    const value = record.properties[name];
    if (value !== null && value !== undefined) set[name] = value;
  }
  return { ...record, properties: set };
}

/** Records that were read with the same properties, mostly all of them. */
export function groupByProperties<Read extends DatedRecord>(
  records: Iterable<Read>,
): readonly { readonly names: readonly string[]; readonly alike: readonly Read[] }[] {
  const groups: { readonly names: readonly string[]; readonly alike: Read[] }[] = [];
  for (const record of records) {
    const group = groups.find(({ names }) => holdsJust(record.properties, names));
    if (group === undefined) groups.push({ names: Object.keys(record.properties), alike: [record] });
    else group.alike.push(record);
  }
  return groups;
}

/** In the same order too: whoever answers them all gives them in one order. */
function holdsJust(properties: DatedRecord["properties"], names: readonly string[]): boolean {
  let count = 0;
  for (const name in properties) if (names[count++] !== name) return false;
  return count === names.length;
}

/**
 * Stores what `recordLines` made of records, none of them twice, and notes that they were met. What was stored before
 * counts once, and what is as it was is not written. `seenAt` is the start of the copy.
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
  await inTransaction(db, async (transaction) => {
    const linked = await lockLinkedTypes(transaction, clientId, recordType);
    const changeNo = await nextChange(transaction, clientId, recordType);
    await noteMet(
      transaction,
      clientId,
      recordType,
      batch.map(({ ids }) => ids),
      seenAt,
    );
    let stored = { written: 0, fresh: 0 };
    for (const [setId, alike] of Map.groupBy(batch, (lines) => lines.setId)) {
      const { written, fresh } = await putAlike(transaction, clientId, recordType, { setId, alike, seenAt, changeNo });
      stored = { written: stored.written + written, fresh: stored.fresh + fresh };
    }
    if (stored.fresh > 0) await moveRecordCount(transaction, clientId, recordType, stored.fresh);
    if (stored.written > 0) await bumpLinked(transaction, clientId, recordType, linked, changeNo);
  });
}

interface AlikeRecords {
  readonly setId: number;
  readonly alike: readonly RecordLines[];
  readonly seenAt: Date;
  readonly changeNo: number;
}

/** @returns How many were written because they are not as they were, and how many of these are new. */
async function putAlike(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  { setId, alike, seenAt, changeNo }: AlikeRecords,
): Promise<{ readonly written: number; readonly fresh: number }> {
  const column = (part: Exclude<keyof RecordLines, "setId">) =>
    sql`string_to_array(${alike.map((lines) => lines[part]).join("\n")}, E'\\n')`;
  // One statement of three parameters for any number of records. Were the lines not as many, an empty column would fail
  // it. Nobody else stores records of this type meanwhile, so what is missing here is missing when it is written.
  const { rows } = await sql<{ written: number; fresh: number }>`
    with batch as (
      select id, properties::jsonb as properties, to_timestamp(updated_at::double precision / 1000) as updated_at
      from unnest(${column("ids")}, ${column("properties")}, ${column("updatedAt")}) as line (id, properties, updated_at)
    ), otherwise as (
      select batch.*, record.record_id is null as is_new, record.properties is distinct from batch.properties
        or record.set_id is distinct from ${setId}::integer as is_changed
      from batch left join record on record.client_id = ${clientId} and record.record_type = ${recordType}
        and record.record_id = batch.id
      where record.updated_at is null or batch.properties is null or batch.updated_at > record.updated_at or (batch.updated_at = record.updated_at
        and (record.properties <> batch.properties or record.set_id <> ${setId}::integer))
    ), put as (
      insert into record (client_id, record_type, record_id, properties, updated_at, seen_at, set_id, change_no)
      select ${clientId}, ${recordType}, id, properties, updated_at, ${seenAt}, ${setId}::integer, ${changeNo}::bigint
      from otherwise
      on conflict (client_id, record_type, record_id) do update set
        properties = excluded.properties,
        set_id = excluded.set_id,
        change_no = case when record.properties <> excluded.properties or record.set_id <> excluded.set_id
          then excluded.change_no else record.change_no end,
        updated_at = excluded.updated_at,
        seen_at = greatest(record.seen_at, excluded.seen_at)
    )
    select count(*) filter (where is_changed)::int as written, count(*) filter (where is_new)::int as fresh
    from otherwise
  `.execute(db);
  return rows[0]!;
}

/** Removes records that HubSpot says it does not have; of people it is kept that what hangs on them has to go too. */
export async function removeRecords(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await removeAndKeepLeavers(db, clientId, recordType, sql`record_id in (${sql.join(ids)})`);
}

/** Which of these records the mirror holds. */
export async function recordIdsAmong(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("record")
    .select("record_id as id")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("record_id", "in", ids)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** How many records of one type the mirror holds, as it is counted whenever one comes or goes. */
export async function countRecords(db: StoreReader, clientId: string, recordType: string): Promise<number> {
  const row = await db
    .selectFrom("mirror_state")
    .select("record_count")
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .executeTakeFirst();
  return Number(row?.record_count ?? 0);
}

/** How many records of the mirror were met by what began at `seenAt` or later. */
export async function countSeenSince(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  seenAt: Date,
): Promise<number> {
  const row = await db
    .selectFrom("record")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where(wasMet(sql`record_id`, { clientId, recordType, since: seenAt }))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * Removes what a complete scan did not meet: HubSpot no longer has it. Records that a later scan has met in the
 * meantime stay, and so does what was stored since.
 */
export async function removeUnseen(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  seenAt: Date,
): Promise<void> {
  const met = wasMet(sql`record_id`, { clientId, recordType, since: seenAt });
  await removeAndKeepLeavers(db, clientId, recordType, sql`seen_at < ${seenAt} and not (${met})`);
}

/**
 * All records of one type in order of id, a page at a time, so that memory does not grow with the portal. With
 * `seenSince`, only those met since.
 */
export async function* streamRecords(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  seenSince: Date | null = null,
): AsyncGenerator<readonly MirrorRecord[]> {
  for (let after = ""; ;) {
    const rows = await db
      .selectFrom("record")
      .select(["record_id as id", "properties", "set_id as setId"])
      .where("client_id", "=", clientId)
      .where("record_type", "=", recordType)
      .where("record_id", ">", after)
      .$if(seenSince !== null, (query) =>
        query.where(wasMet(sql`record_id`, { clientId, recordType, since: seenSince! })),
      )
      .orderBy("record_id")
      .limit(pageSize)
      .execute();
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.id;
  }
}

/** Some records of the mirror by their ids; those that it does not hold are left out. */
export async function recordsById(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MirrorRecord>> {
  const found = new Map<string, MirrorRecord>();
  for (let start = 0; start < ids.length; start += pageSize) {
    const rows = await db
      .selectFrom("record")
      .select(["record_id as id", "properties", "set_id as setId"])
      .where("client_id", "=", clientId)
      .where("record_type", "=", recordType)
      .where("record_id", "in", ids.slice(start, start + pageSize))
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
