import type { RawRecord, RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import type { RecordReads } from "../../../connectors/hubspot/read-record.ts";

type Pages = RecordPages & RecordReads;

/**
 * Pages that are read as ever, and the records that a search for changes or a read by id has met are noted: what hangs
 * on them may have changed too. A list is left out, since all associations are asked for after it.
 *
 * @param note - Keeps ids, before the page that tells of them is stored: a crash between asks once too often.
 */
export function notingMet(pages: Pages, note: (ids: readonly string[]) => Promise<void>): Pages {
  const noted = async (records: readonly RawRecord[]) => note(records.map(({ id }) => id));
  return {
    ...pages,
    async changedPage(objectType, properties, since, afterId) {
      const page = await pages.changedPage(objectType, properties, since, afterId);
      await noted(page.records);
      return page;
    },
    async recordsById(objectType, properties, ids) {
      const found = await pages.recordsById(objectType, properties, ids);
      await noted(found.records);
      return found;
    },
  };
}
