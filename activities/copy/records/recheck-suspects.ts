import type { RawRecord, RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { putRecords, removeRecords } from "../../../storage/mirror.ts";
import type { CopyTask, CopyTools } from "./copy-records.ts";

const idsPerRequest = 100;

/**
 * Reads the records that somebody was told about once more by id. A search for changes does not say what was deleted,
 * and nobody should be reminded for a day of a lead that is gone.
 */
export async function recheckSuspects(
  { db, pages }: Pick<CopyTools, "db"> & { readonly pages: Pick<RecordPages, "recordsById"> },
  { clientId, type, objectType, properties, suspects }: CopyTask,
  startedAt: Date,
  witness: (records: readonly RawRecord[]) => Promise<void> = async () => {},
): Promise<void> {
  for (let start = 0; start < suspects.length; start += idsPerRequest) {
    const ids = suspects.slice(start, start + idsPerRequest);
    const { records, gone } = await pages.recordsById(objectType, properties, ids);
    const asked = new Set(ids);
    const there = records.filter(({ id }) => asked.has(id));
    await witness(there);
    await putRecords(db, clientId, type, there, startedAt);
    await removeRecords(db, clientId, type, gone);
  }
}
