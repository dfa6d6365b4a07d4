import type { RawRecord } from "../../../connectors/hubspot/record-pages.ts";
import type { CopyProgress } from "../../../domain/mirror/mirror.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import {
  groupByProperties,
  putRecordLines,
  recordLines,
  withoutNulls,
  type RecordLines,
} from "../../../storage/mirror.ts";
import { propertySetId } from "../../../storage/property-sets.ts";
import { saveProgress, type MirrorLease } from "../../../storage/mirror-lease.ts";

export interface PageWriterOptions {
  readonly db: StoreHandle;
  readonly lease: MirrorLease;
  /** The instant that what is met now carries. */
  readonly seenAt: Date;
  readonly now: () => Date;
}

/**
 * Stores pages a few at a time, each batch in one transaction with the place that it reaches up to. While one batch is
 * stored the next one is read; there are never more than these two.
 */
export interface PageWriter {
  /** Takes a page, and the place to go on from once it is stored. Throws when an earlier batch could not be stored. */
  add(records: readonly RawRecord[], reached: CopyProgress): Promise<void>;
  /** Stores what is still held, and waits until all is stored. */
  flush(): Promise<void>;
}

const recordsPerBatch = 1_000;
const longestHeldMs = 1_000;

export function createPageWriter({ db, lease, seenAt, now }: PageWriterOptions): PageWriter {
  const { clientId, recordType: type } = lease;
  let held: RecordLines[] = [];
  let ids = new Set<string>();
  let place: CopyProgress | null = null;
  let heldSince = 0;
  let storing: Promise<void> = Promise.resolve();
  const setIds = new Map<string, Promise<number>>();

  async function storeHeld(): Promise<void> {
    // In order, and not at all behind a batch that failed: its place would claim what was never stored.
    await storing;
    if (place === null) return;
    const [batch, reached] = [held, place];
    held = [];
    ids = new Set();
    place = null;
    storing = db.transaction().execute(async (transaction) => {
      await saveProgress(transaction, lease, reached, now());
      await putRecordLines(transaction, clientId, type, batch, seenAt);
    });
    // Whoever waits for it next hears of its failure; until then it must not count as unheard.
    storing.catch(() => undefined);
  }

  function setIdOf(names: readonly string[]): Promise<number> {
    const key = names.join(",");
    const known = setIds.get(key) ?? propertySetId(db, clientId, type, names);
    setIds.set(key, known);
    return known;
  }

  return {
    async add(records, reached) {
      // A statement takes no record twice. What comes again may be newer.
      if (records.some(({ id }) => ids.has(id))) await storeHeld();
      if (place === null) heldSince = Date.now();
      const page = new Map(records.map((record) => [record.id, record]));
      for (const id of page.keys()) ids.add(id);
      for (const { names, alike } of groupByProperties(page.values()))
        held.push(recordLines(alike.map(withoutNulls), await setIdOf(names)));
      place = reached;
      if (ids.size >= recordsPerBatch || Date.now() - heldSince >= longestHeldMs) await storeHeld();
    },
    async flush() {
      await storeHeld();
      await storing;
    },
  };
}
