import type { RecordReads } from "../../../connectors/hubspot/read-record.ts";
import type { RawRecord, RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { formerIdsOf } from "../../../connectors/hubspot/merged-ids.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import {
  forgetMerge,
  proveMerge,
  reappearedFormers,
  settleEmptyMerges,
  unmovedMerges,
  type Merge,
} from "../../../storage/merged-records.ts";
import { putRecords, recordIdsAmong } from "../../../storage/mirror.ts";
import type { CopyTask } from "../records/copy-records.ts";

const idsPerRequest = 100;
/** Longer than any search of HubSpot lags behind. */
const lagMs = 2 * 86_400_000;

export interface MergeTools {
  readonly db: StoreHandle;
  /** As HubSpot answers, or `noticingMerges`. */
  readonly pages: Pick<RecordPages, "recordsById"> & RecordReads;
  readonly now: () => Date;
}

type Asked = Pick<CopyTask, "clientId" | "type" | "objectType" | "properties">;

/**
 * Asks by id for records that people were told of and that a copy no longer has: a list that leaves one out says
 * neither that it was deleted nor what it became part of. What is there after all is back in the mirror.
 */
export async function askForMissing(
  { db, pages, now }: MergeTools,
  task: Asked,
  suspects: readonly string[],
): Promise<void> {
  const { clientId, type, objectType, properties } = task;
  const known = await recordIdsAmong(db, clientId, type, suspects);
  const missing = suspects.filter((id) => !known.has(id));
  for (let start = 0; start < missing.length; start += idsPerRequest) {
    const ids = missing.slice(start, start + idsPerRequest);
    const { records } = await pages.recordsById(objectType, properties, ids);
    await putRecords(db, clientId, type, asked(records, ids), now());
  }
}

/**
 * Proves the merges that were noticed and that have something to move: each former id is asked for. One that HubSpot
 * still answers with a record of its own was not merged, whatever another record says of it.
 */
export async function proveMerges(tools: MergeTools, task: Asked): Promise<void> {
  const { db, pages, now } = tools;
  const { clientId, type, objectType, properties } = task;
  await settleEmptyMerges(db, clientId, type, now());
  const noticed = [
    ...(await unmovedMerges(db, clientId, { recordType: type, isProven: false })),
    ...(await reappearedFormers(db, clientId, type, new Date(now().getTime() - lagMs))),
  ];
  for (let start = 0; start < noticed.length; start += idsPerRequest) {
    const some = noticed.slice(start, start + idsPerRequest);
    const ids = some.map(({ formerId }) => formerId);
    const { records } = await pages.recordsById(objectType, properties, ids);
    const own = asked(records, ids);
    await putRecords(db, clientId, type, own, now());
    await forgetMerge(
      db,
      clientId,
      type,
      own.map(({ id }) => id),
    );
    const isOwn = new Set(own.map(({ id }) => id));
    for (const merge of some) if (!isOwn.has(merge.formerId)) await prove(tools, task, merge, records);
  }
}

async function prove(
  { db, pages, now }: MergeTools,
  task: Asked,
  merge: Merge,
  records: readonly RawRecord[],
): Promise<void> {
  const { clientId, type, objectType, properties } = task;
  const { formerId } = merge;
  const naming = records.filter((record) => formerIdsOf(record).includes(formerId));
  // Where several say so, or none does, the id alone decides.
  const led = naming.length === 1 ? naming[0]! : await pages.recordLedTo(objectType, properties, formerId);
  // HubSpot may have let go of the old id; then the record that names it is the witness.
  const survivorId = led?.id ?? merge.survivorId;
  if (survivorId === formerId) return forgetMerge(db, clientId, type, [formerId]);
  if (led !== null) await putRecords(db, clientId, type, [led], now());
  await proveMerge(db, clientId, type, { formerId, survivorId }, now());
}

const asked = (records: readonly RawRecord[], ids: readonly string[]) => records.filter(({ id }) => ids.includes(id));
