import { linkReadings } from "../associations/readings.ts";
import type { StoreReader } from "../database.ts";

/** What a client's mirror holds, as far as it says what a new need would cost. */
export interface Mirrored {
  /** Record type → the properties that every record was read with, and how many records there are. */
  readonly types: ReadonlyMap<string, { readonly properties: readonly string[]; readonly records: number }>;
  /** The pairs of types of which all associations were read once, each written `from/to`. */
  readonly pairs: ReadonlySet<string>;
}

/** Types that were never listed to their end are absent. */
export async function whatIsMirrored(db: StoreReader, clientId: string): Promise<Mirrored> {
  const rows = await db
    .selectFrom("mirror_state")
    .select(["record_type", "properties", "listed_count"])
    .where("client_id", "=", clientId)
    .where("watermark", "is not", null)
    .execute();
  const types = rows.map(
    (row) => [row.record_type, { properties: row.properties, records: row.listed_count ?? 0 }] as const,
  );
  const read = (await linkReadings(db, clientId)).filter(({ listedAt }) => listedAt !== null);
  return { types: new Map(types), pairs: new Set(read.map(({ from, to }) => `${from}/${to}`)) };
}
