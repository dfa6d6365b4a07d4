import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import type { Lacks } from "../../../domain/mirror/mirror.ts";
import { putRecords, removeRecords } from "../../../storage/mirror.ts";
import { findLacks, idsLacking } from "../../../storage/property-sets.ts";
import type { CopyTask, CopyTools } from "./copy-records.ts";

const idsPerRead = 100;
/** More than these are cheaper listed anew. */
const maxRead = 5_000;

/**
 * Reads the records that lack a property once more by id: a page left it out, or a list met them in an older version
 * than the mirror has.
 *
 * @param seenAt - The instant that records found here carry.
 * @returns What some records lack even so; null once each of them was read with all that the checks need.
 */
export async function completeRows(
  { db, pages }: Pick<CopyTools, "db"> & { readonly pages: Pick<RecordPages, "recordsById"> },
  { clientId, type, objectType, properties }: Pick<CopyTask, "clientId" | "type" | "objectType" | "properties">,
  seenAt: Date,
): Promise<Lacks | null> {
  const lacking = await idsLacking(db, clientId, type, properties, maxRead + 1);
  if (lacking.length === 0) return null;
  for (let start = 0; lacking.length <= maxRead && start < lacking.length; start += idsPerRead) {
    const asked = new Set(lacking.slice(start, start + idsPerRead));
    const { records, gone } = await pages.recordsById(objectType, properties, [...asked]);
    await putRecords(
      db,
      clientId,
      type,
      records.filter(({ id }) => asked.has(id)),
      seenAt,
    );
    await removeRecords(db, clientId, type, gone);
  }
  return findLacks(db, clientId, type, properties);
}
