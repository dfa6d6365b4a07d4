import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import type { CopyProgress } from "../../../domain/mirror/mirror.ts";
import type { PageWriter } from "./page-writer.ts";

/**
 * Reads the list from where `progress` stands to its proven end. While a page is stored the next one is on its way.
 *
 * @param mayAsk - False ends it before the next page; the place reached is not listed then.
 * @returns The place behind the last page, and how many pages were read.
 * @throws {HubSpotError} What came before it is stored.
 */
export async function copyList(
  pages: Pick<RecordPages, "recordPage">,
  objectType: string,
  progress: CopyProgress,
  writer: PageWriter,
  mayAsk: () => boolean | Promise<boolean> = () => true,
): Promise<{ readonly reached: CopyProgress; readonly pages: number }> {
  let count = 0;
  const cursors = new Set<string>();
  const read = async (after: string | null) =>
    (await mayAsk()) ? pages.recordPage(objectType, progress.properties, after) : null;
  let reached = progress;
  let page = read(reached.after);
  try {
    for (;;) {
      const answer = await page;
      if (answer === null) break;
      const { records, next } = answer;
      count += 1;
      // Records that come twice are found out at the end, but such a list may have none.
      if (next !== null && cursors.has(next))
        throw new HubSpotBadAnswer(`GET a page of ${objectType}`, "a cursor came twice");
      if (next !== null) {
        cursors.add(next);
        page = read(next);
        // Its failure is met when the next round waits for it; until then it must not count as unheard.
        page.catch(() => undefined);
      }
      // The next request goes out before this page is made ready to be stored.
      await new Promise((resolve) => setImmediate(resolve));
      reached = { ...reached, after: next, records: reached.records + records.length, isListed: next === null };
      await writer.add(records, reached);
      if (next === null) break;
    }
  } finally {
    await writer.flush();
  }
  return { reached, pages: count };
}
