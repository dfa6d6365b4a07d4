import { bornAt } from "../../../connectors/hubspot/born-at.ts";
import type { RawRecord } from "../../../connectors/hubspot/record-pages.ts";
import { sayMinutes } from "../../../domain/duration.ts";
import { pluralOf } from "../../../domain/plural.ts";
import { settledBefore, type MirrorState } from "../../../domain/mirror/mirror.ts";
import { mayHideMuch, type SearchLag } from "../../../domain/mirror/search-lag.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { datesOf } from "../../../storage/record-dates.ts";
import type { CopyOutcome } from "./copy-outcome.ts";
import type { CopyTask } from "./copy-records.ts";
import type { PageWriter } from "./page-writer.ts";

/**
 * Measures for how long HubSpot's search has hidden changes, from what a copy meets: a page holds a modification that
 * the last complete copy should have been shown, or a record read by its id is newer than the search says now. Nothing
 * more is asked of HubSpot for it.
 */
export function watchLag(
  db: StoreHandle,
  { clientId, type, asOf }: Pick<CopyTask, "clientId" | "type" | "asOf">,
  { copiedAt, watermark }: Pick<MirrorState, "copiedAt" | "watermark">,
) {
  let hiddenMs = 0;

  /** @param shownBy - A search that is well had shown by then whatever was modified a minute before. */
  async function meet(records: readonly RawRecord[], shownBy: Date): Promise<void> {
    if (watermark === null) return;
    const due = records.filter(({ updatedAt }) => updatedAt >= watermark && updatedAt <= settledBefore(shownBy));
    if (due.length === 0) return;
    const ids = due.map(({ id }) => id);
    const held = await datesOf(db, clientId, type, ids);
    for (const record of due)
      if (isNewerThan(held.get(record.id), record, watermark))
        hiddenMs = Math.max(hiddenMs, shownBy.getTime() - record.updatedAt.getTime());
  }

  return {
    hiddenMs: () => hiddenMs,
    /** The same writer, which looks at each page before it is stored. */
    over: (writer: PageWriter): PageWriter => ({
      async add(records, reached) {
        if (copiedAt !== null) await meet(records, copiedAt);
        await writer.add(records, reached);
      },
      flush: async () => writer.flush(),
    }),
    /** Looks at records that were read by their ids, behind the search. */
    byId: async (records: readonly RawRecord[]) => meet(records, asOf),
  };
}

/** Dates are kept to the microsecond and given out to the millisecond. */
const roundedMs = 1_000;

/** What is not held counts where it is new: a record that was restored is old, and was not hidden by the search. */
function isNewerThan(held: Date | undefined, record: RawRecord, watermark: Date): boolean {
  if (held !== undefined) return record.updatedAt.getTime() - held.getTime() > roundedMs;
  const at = bornAt(record);
  return at !== null && at >= watermark;
}

/** The same outcome; in doubt where the search may hide more now than can be tolerated. */
export function withLag(
  outcome: CopyOutcome,
  { type }: Pick<CopyTask, "type">,
  { asOf, isCurrent, lag }: { readonly asOf: Date; readonly isCurrent: boolean; readonly lag: SearchLag | null },
): CopyOutcome {
  if (outcome.status !== "complete" || !mayHideMuch(lag, asOf, isCurrent)) return outcome;
  const reason = `HubSpot's search shows changes of ${pluralOf(type)} ${sayMinutes(Math.floor(lag.ms / 60_000))} late or more, so some of that time may be missing. They are read as soon as it shows them, and by the next full list.`;
  return { ...outcome, status: "suspicious", reason, isBehind: true };
}
