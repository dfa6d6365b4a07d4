import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { everyId, type StillSearch } from "../../../domain/mirror/mirror.ts";

/**
 * Whether the search shows what it showed when all of it was read that was modified since an instant: as many records,
 * and none that is newer. Then none of them has to be read again; a change that comes into the index later is one more
 * of them, or the newest.
 */
export async function standsStill(
  pages: Pick<RecordPages, "countInSearch">,
  objectType: string,
  since: Date,
  still: StillSearch | null,
): Promise<boolean> {
  if (still === null || still.since !== since.toISOString()) return false;
  const counted = async (from: Date) => pages.countInSearch(objectType, everyId, { from, to: null });
  if ((await counted(since)) !== still.records) return false;
  return (await counted(new Date(Date.parse(still.newest) + 1))) === 0;
}
