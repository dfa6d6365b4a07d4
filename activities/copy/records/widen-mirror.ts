import { HubSpotError } from "../../../connectors/hubspot/errors.ts";
import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { widenedBy, type Widening } from "../../../domain/mirror/widening.ts";
import { countRecords, putRecords, removeRecords } from "../../../storage/mirror.ts";
import type { MirrorLease } from "../../../storage/mirror-lease.ts";
import { finishChanges, saveWidening, type Copied } from "../../../storage/mirror-state.ts";
import { findLacks, idsLackingBehind } from "../../../storage/property-sets.ts";
import type { Background } from "../background.ts";
import { claimOf } from "./copy-outcome.ts";
import type { CopyTask, CopyTools } from "./copy-records.ts";
import type { Copying } from "./copying.ts";

const idsPerRead = 100;

type Tools = Pick<CopyTools, "db"> & { readonly pages: Pick<RecordPages, "recordsById"> };

interface WideningWork {
  readonly lease: MirrorLease;
  readonly names: readonly string[];
  /** How far it had come. */
  readonly before: Widening | null;
  readonly seenAt: Date;
}

/**
 * Reads, within the run's share, records that lack a property which checks need only lately, by id and in the order of
 * the mirror. The place reached is kept with each request. What breaks here breaks no audit: the next run goes on.
 */
async function widenMirror(
  { db, pages }: Tools,
  { clientId, type, objectType, properties }: CopyTask,
  { lease, names, before, seenAt }: WideningWork,
  background: Background,
): Promise<Widening> {
  let widening = widenedBy(before, names, await countRecords(db, clientId, type));
  for (;;) {
    const ids = await idsLackingBehind(db, clientId, type, properties, { after: widening.after, limit: idsPerRead });
    if (ids.length === 0) return { ...widening, isThrough: true };
    if (!(await background.mayAsk())) return widening;
    try {
      const { records, gone } = await pages.recordsById(objectType, properties, ids);
      const there = records.filter(({ id }) => ids.includes(id));
      await putRecords(db, clientId, type, there, seenAt);
      await removeRecords(db, clientId, type, gone);
      widening = { ...widening, after: ids.at(-1)!, read: widening.read + there.length };
    } catch (error) {
      if (error instanceof HubSpotError) return widening;
      throw error;
    }
    await saveWidening(db, lease, widening);
  }
}

/** Only behind what all checks wait for. Once every record was asked for, the mirror holds the new names as well. */
export async function widened(
  { tools, task, lease }: Copying,
  properties: readonly string[],
  done: Copied,
  names: readonly string[],
): Promise<Copied> {
  const { db, now, pages, quietPages = pages, background } = tools;
  const { clientId, type } = task;
  const reading = { lease, names, before: done.widening, seenAt: now() };
  const widening = await widenMirror({ db, pages: quietPages }, { ...task, properties }, reading, background!);
  const after: Copied = widening.isThrough
    ? { ...done, widening, ...claimOf(properties, await findLacks(db, clientId, type, properties)) }
    : { ...done, widening };
  await finishChanges(db, lease, after);
  return after;
}
