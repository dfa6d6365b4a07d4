import type { RecordReads } from "../../../connectors/hubspot/read-record.ts";
import type { RawRecord, RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { formerIdsOf } from "../../../connectors/hubspot/merged-ids.ts";
import type { Merge } from "../../../storage/merged-records.ts";

type Pages = RecordPages & RecordReads;

/**
 * Pages that are read as ever, and what they say of merges is kept: a record names the ids that became part of it, and
 * an id that is asked for may be answered with another record.
 *
 * @param notice - Keeps merges, before the page that tells of them is stored.
 */
export function noticingMerges(pages: Pages, notice: (merges: readonly Merge[]) => Promise<void>): Pages {
  const noticed = async (records: readonly RawRecord[]) => {
    const merges = mergesIn(records);
    if (merges.length > 0) await notice(merges);
  };
  return {
    ...pages,
    async recordPage(objectType, properties, after) {
      const page = await pages.recordPage(objectType, properties, after);
      await noticed(page.records);
      return page;
    },
    async changedPage(objectType, properties, since, afterId) {
      const page = await pages.changedPage(objectType, properties, since, afterId);
      await noticed(page.records);
      return page;
    },
    async recordsById(objectType, properties, ids) {
      const { records, gone } = await pages.recordsById(objectType, properties, ids);
      await noticed(records);
      const spokenOf = new Set([...records.flatMap((record) => [record.id, ...formerIdsOf(record)]), ...gone]);
      const found = [...records];
      const missing = [...gone];
      // The answer has another record in place of these, or nothing at all: each is asked for alone.
      for (const id of ids) {
        if (spokenOf.has(id)) continue;
        const record = await pages.recordLedTo(objectType, properties, id);
        if (record === null) missing.push(id);
        else if (record.id === id) found.push(record);
        else await notice([{ formerId: id, survivorId: record.id }]);
      }
      return { records: found, gone: missing };
    },
  };
}

/** Every former id that records name. */
export function mergesIn(records: readonly RawRecord[]): readonly Merge[] {
  return records.flatMap((record) => formerIdsOf(record).map((formerId) => ({ formerId, survivorId: record.id })));
}
