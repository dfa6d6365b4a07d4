import { bornAt } from "../../../connectors/hubspot/born-at.ts";
import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { everyId, type IdRange } from "../../../domain/mirror/mirror.ts";
import { tolerableLagMs } from "../../../domain/mirror/search-lag.ts";
import { putRecords, removeRecords } from "../../../storage/mirror.ts";
import { countWithin, idsWithin, middleWithin, type MirrorPart } from "../../../storage/mirror-ranges.ts";
import type { CopyTask, CopyTools } from "./copy-records.ts";

const idsPerSearch = 200;
const idsPerRead = 100;
/** A difference that costs more than this is cheaper listed anew. */
const maxSearches = 120;
const maxDifferent = 5_000;

/** A search that does not know more old records than these is no witness: it has lost them, or it lies. */
const fewUnknown = 3;
const fewUnknownShare = 0.005;

type Tools = Pick<CopyTools, "db"> & {
  readonly pages: Pick<RecordPages, "countInSearch" | "idsInSearch" | "recordsById">;
};

/**
 * Holds what was copied against HubSpot's search, in both directions: a list is never its own witness. Where the two
 * count differently, ranges of ids are halved until the records that only one of them has are found, and those are read
 * by id. A record that exists is stored, one that is gone is removed; a search that lags behind costs nothing else, and
 * one that does not know many old records proves nothing.
 *
 * @param seenSince - The start of the list, where only what it met counts; null for the whole mirror.
 * @param seenAt - The instant that records found here carry.
 * @returns Null once both agree; else what each counts, because the difference is too large to be read by id.
 */
export async function settleWithSearch(
  { db, pages }: Tools,
  {
    clientId,
    type: recordType,
    objectType,
    properties,
  }: Pick<CopyTask, "clientId" | "type" | "objectType" | "properties">,
  seenSince: Date | null,
  seenAt: Date,
): Promise<{ readonly ours: number; readonly theirs: number } | null> {
  const part: MirrorPart = { clientId, recordType, seenSince };
  const whole = { ours: await countWithin(db, part, everyId), theirs: await pages.countInSearch(objectType) };
  const doubtful: { readonly range: IdRange; readonly theirs: number }[] = [{ range: everyId, theirs: whole.theirs }];
  const different: string[] = [];
  const unknownToSearch = new Set<string>();

  for (let searches = 1; doubtful.length > 0; searches += 1) {
    const { range, theirs } = doubtful.pop()!;
    const ours = range === everyId ? whole.ours : await countWithin(db, part, range);
    if (ours === theirs) continue;
    if (searches > maxSearches || different.length + Math.abs(ours - theirs) > maxDifferent) return whole;
    if (ours < 2 || theirs <= idsPerSearch) {
      const found = await pages.idsInSearch(objectType, range);
      const upTo = found.total > found.ids.length ? found.ids.at(-1)! : range.upTo;
      const covered = { after: range.after, upTo };
      const mine = await idsWithin(db, part, covered);
      different.push(...differences(mine, found.ids));
      const inSearch = new Set(found.ids);
      for (const id of mine) if (!inSearch.has(id)) unknownToSearch.add(id);
      if (upTo !== range.upTo)
        doubtful.push({ range: { after: upTo, upTo: range.upTo }, theirs: found.total - found.ids.length });
    } else {
      const middle = await middleWithin(db, part, range, ours);
      const [left, right] = [
        { after: range.after, upTo: middle },
        { after: middle, upTo: range.upTo },
      ];
      const inLeft = await pages.countInSearch(objectType, left);
      doubtful.push({ range: right, theirs: theirs - inLeft }, { range: left, theirs: inLeft });
    }
  }

  let lied = 0;
  for (let start = 0; start < different.length; start += idsPerRead) {
    const asked = new Set(different.slice(start, start + idsPerRead));
    const { records, gone } = await pages.recordsById(objectType, properties, [...asked]);
    const there = records.filter(({ id }) => asked.has(id));
    await putRecords(db, clientId, recordType, there, seenAt);
    const oldEnough = new Date(seenAt.getTime() - tolerableLagMs);
    lied += there.filter(
      (record) => unknownToSearch.has(record.id) && (bornAt(record) ?? record.updatedAt) < oldEnough,
    ).length;
    await removeRecords(db, clientId, recordType, gone);
    // An id that is neither there nor gone was merged into another one: only a list says what became of it.
    if (seenSince === null && there.length + gone.length < asked.size) return whole;
  }
  // Where there is no list beside it, the search alone would say what has changed.
  const mayLack = seenSince === null ? 0 : Math.max(fewUnknown, whole.ours * fewUnknownShare);
  return lied > mayLack ? whole : null;
}

/** The ids that only one of the two has. */
function differences(some: readonly string[], others: readonly string[]): readonly string[] {
  const [ours, theirs] = [new Set(some), new Set(others)];
  return [...some.filter((id) => !theirs.has(id)), ...others.filter((id) => !ours.has(id))];
}
