import { HubSpotBadAnswer } from "../../connectors/hubspot/errors.ts";
import { searchPageSize, type RecordPages } from "../../connectors/hubspot/record-pages.ts";
import type { CopyProgress } from "../../domain/mirror.ts";
import { hasShrunk } from "../../domain/scan.ts";
import type { PageWriter } from "./page-writer.ts";

/**
 * Reads what was modified since an instant, in order of id, from where `progress` stands.
 *
 * A record that is modified while this reads may be behind us already: its new modification lies behind the next
 * watermark, so the next copy meets it.
 *
 * @throws {HubSpotError} What came before it is stored.
 */
export async function copyChanges(
  pages: Pick<RecordPages, "changedPage">,
  objectType: string,
  since: Date,
  progress: CopyProgress,
  writer: PageWriter,
): Promise<CopyProgress> {
  let reached = progress;
  let expected: number | null = null;
  try {
    for (;;) {
      const { records, total } = await pages.changedPage(objectType, progress.properties, since, reached.after);
      const last = proveOrder(objectType, records, reached.after);
      proveTotal(objectType, records.length, total, expected);
      if (last === null) break;
      reached = { ...reached, after: last, records: reached.records + records.length };
      await writer.add(records, reached);
      // A full page may be followed by others whatever it counts.
      if (total === records.length && records.length < searchPageSize) break;
      expected = total - records.length;
    }
  } finally {
    await writer.flush();
  }
  return reached;
}

/** What a page counts holds the page itself, and not much less than the page before has left: deletions are few. */
function proveTotal(objectType: string, length: number, total: number, expected: number | null): void {
  const asked = `POST a search for changed ${objectType}`;
  if (total < length) throw new HubSpotBadAnswer(asked, `it holds ${length} and counts ${total}`);
  if (length === 0 && total > 0) throw new HubSpotBadAnswer(asked, `it is empty and counts ${total}`);
  if (hasShrunk(expected, total)) throw new HubSpotBadAnswer(asked, `it counts ${total} where ${expected} were left`);
}

/** Ids rise from page to page, else the keyset would leave records out. Numbers, whatever their length. */
function proveOrder(objectType: string, records: readonly { readonly id: string }[], after: string | null): string | null {
  let last = after;
  for (const { id } of records) {
    if (!/^\d+$/.test(id) || (last !== null && BigInt(id) <= BigInt(last)))
      throw new HubSpotBadAnswer(`POST a search for changed ${objectType}`, "its records are not in order of id");
    last = id;
  }
  return records.length === 0 ? null : last;
}
