import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import { searchPageSize, type RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { settledBefore, type CopyProgress } from "../../../domain/mirror/mirror.ts";
import { hasShrunk } from "../../../domain/mirror/scan.ts";
import type { PageWriter } from "./page-writer.ts";

type Pages = Pick<RecordPages, "changedPage" | "countInSearch">;

/** A search that does not hold what it counts is read so often. */
const mostPasses = 3;
const dayMs = 86_400_000;

/**
 * Reads what was modified since an instant, in order of id, from where `progress` stands, and holds it against the
 * search's own count: pages that left something out are read again.
 *
 * A record that is modified while this reads may be behind us already: its new modification lies behind the next
 * watermark, so the next copy meets it.
 *
 * @returns The place reached, and the newest modification among what the search has shown; null when it showed nothing.
 * @throws {HubSpotError} What came before it is stored.
 */
export async function copyChanges(
  pages: Pages,
  objectType: string,
  since: Date,
  progress: CopyProgress,
  writer: PageWriter,
): Promise<{ readonly reached: CopyProgress; readonly newest: Date | null }> {
  // What is younger may still be on its way into the index while its older pages are read.
  const upTo = settledBefore(new Date(progress.asOf));
  for (let pass = 1; ; pass += 1) {
    const { reached, newest, settled, met } = await readPages(pages, objectType, { since, upTo }, progress, writer);
    const range = { after: progress.after, upTo: null };
    const counted = upTo <= since ? 0 : await pages.countInSearch(objectType, range, { from: since, to: upTo });
    if (settled >= counted) return { reached, newest };
    // Some were read in a younger version than the one that is counted: then the pages hold all there is of any age.
    const ofAnyAge = { from: since, to: new Date(Date.parse(progress.asOf) + dayMs) };
    if (met >= counted && met >= (await pages.countInSearch(objectType, range, ofAnyAge))) return { reached, newest };
    if (pass < mostPasses) continue;
    // The next attempt begins where this one did: what was left out lies between.
    await writer.add([], progress);
    await writer.flush();
    const asked = `POST a search for changed ${objectType}`;
    throw new HubSpotBadAnswer(asked, `its pages hold ${settled} where it counts ${counted}`);
  }
}

async function readPages(
  pages: Pages,
  objectType: string,
  { since, upTo }: { readonly since: Date; readonly upTo: Date },
  progress: CopyProgress,
  writer: PageWriter,
) {
  let reached = progress;
  let expected: number | null = null;
  let newest: Date | null = null;
  let [settled, met] = [0, 0];
  try {
    for (;;) {
      const { records, total } = await pages.changedPage(objectType, progress.properties, since, reached.after);
      const last = proveOrder(objectType, records, reached.after);
      proveTotal(objectType, records.length, total, expected);
      for (const { updatedAt } of records) {
        if (newest === null || updatedAt > newest) newest = updatedAt;
        if (updatedAt <= upTo) settled += 1;
      }
      if (last === null) break;
      met += records.length;
      reached = { ...reached, after: last, records: reached.records + records.length };
      await writer.add(records, reached);
      // A full page may be followed by others whatever it counts.
      if (total === records.length && records.length < searchPageSize) break;
      expected = total - records.length;
    }
  } finally {
    await writer.flush();
  }
  return { reached, newest, settled, met };
}

/** What a page counts holds the page itself, and not much less than the page before has left: deletions are few. */
function proveTotal(objectType: string, length: number, total: number, expected: number | null): void {
  const asked = `POST a search for changed ${objectType}`;
  if (total < length) throw new HubSpotBadAnswer(asked, `it holds ${length} and counts ${total}`);
  if (length === 0 && total > 0) throw new HubSpotBadAnswer(asked, `it is empty and counts ${total}`);
  if (hasShrunk(expected, total)) throw new HubSpotBadAnswer(asked, `it counts ${total} where ${expected} were left`);
}

/** Ids rise from page to page, else the keyset would leave records out. Numbers, whatever their length. */
function proveOrder(
  objectType: string,
  records: readonly { readonly id: string }[],
  after: string | null,
): string | null {
  let last = after;
  for (const { id } of records) {
    if (!/^\d+$/.test(id) || (last !== null && BigInt(id) <= BigInt(last)))
      throw new HubSpotBadAnswer(`POST a search for changed ${objectType}`, "its records are not in order of id");
    last = id;
  }
  return records.length === 0 ? null : last;
}
