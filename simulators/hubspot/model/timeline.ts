/** Things that were true from an instant on, oldest first, so that they can be read as of any instant. */

export interface Dated {
  readonly at: number;
}

/** The last entry at or before `at`; undefined when there was none yet. */
export function asOf<Entry extends Dated>(entries: readonly Entry[], at: number): Entry | undefined {
  const newest = entries.at(-1);
  // Nearly every read asks for the present, where the newest entry is the answer.
  if (newest === undefined || newest.at <= at) return newest;
  return entries[countUntil(entries, at) - 1];
}

/** Adds an entry at its place in time: after those of the same instant, because it was written later. */
export function insertDated<Entry extends Dated>(entries: Entry[], entry: Entry): void {
  const newest = entries.at(-1);
  if (newest === undefined || newest.at <= entry.at) entries.push(entry);
  else entries.splice(countUntil(entries, entry.at), 0, entry);
}

/** How many entries lie at or before `at`. */
export function countUntil(entries: readonly Dated[], at: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
