import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { fewRecords } from "../../../domain/mirror/few-records.ts";
import { everyId, overlapMs, type CopyProgress, type MirrorState } from "../../../domain/mirror/mirror.ts";
import { hasShrunk } from "../../../domain/mirror/scan.ts";

type Search = Pick<RecordPages, "countInSearch">;

/**
 * Up to which modification HubSpot's index is known to have come. A record that was found by an older modification
 * shows a newer one that the index does not know yet, so the index itself is asked, where that would change anything.
 */
export async function indexReach(
  pages: Search,
  objectType: string,
  since: Date,
  newest: Date | null,
): Promise<Date | null> {
  if (newest === null || newest.getTime() - overlapMs <= since.getTime()) return null;
  return (await pages.countInSearch(objectType, everyId, { from: newest, to: null })) > 0 ? newest : null;
}

/**
 * Whether a search knows more, behind a copy of changes that goes on where it broke, than it had shown: its index
 * lagged behind then, and what it shows late would be passed over.
 */
export async function isOvertaken(
  pages: Search,
  objectType: string,
  { after, records, asOf }: CopyProgress,
  since: Date,
): Promise<boolean> {
  if (after === null) return false;
  const span = { from: since, to: new Date(asOf) };
  return (await pages.countInSearch(objectType, { after: null, upTo: after }, span)) > records;
}

/**
 * A search that shows few changes may have lost its index. In a large portal nothing else would tell until the next
 * list; in a small one each copy is held against the search record by record.
 *
 * @throws {HubSpotBadAnswer}
 */
export async function refuseLostIndex(
  pages: Search,
  objectType: string,
  { listedCount, doubt }: Pick<MirrorState, "listedCount" | "doubt">,
): Promise<void> {
  if (doubt !== null || listedCount === null || listedCount <= fewRecords) return;
  const counted = await pages.countInSearch(objectType);
  if (hasShrunk(listedCount, counted))
    throw new HubSpotBadAnswer(
      `POST a search that counts ${objectType}`,
      `it counts ${counted} where the last list had ${listedCount}`,
    );
}
