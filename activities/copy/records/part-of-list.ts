import { fewRecords } from "../../../domain/mirror/few-records.ts";
import type { CopyProgress } from "../../../domain/mirror/mirror.ts";
import { saveProgress } from "../../../storage/mirror-lease.ts";
import type { Background } from "../background.ts";
import type { CopyOutcome } from "./copy-outcome.ts";
import type { Copying } from "./copying.ts";

const recordsPerPage = 100;

/** A first list of few records is read at once; of many the rest waits for the share of each run. */
export function partOfList({ inBackgroundOf, records }: CopyProgress, background: Background): () => Promise<boolean> {
  let atOnce = inBackgroundOf === undefined ? (fewRecords - records) / recordsPerPage : 0;
  return async () => {
    atOnce -= 1;
    return atOnce >= 0 || background.mayAsk();
  };
}

/** The next run goes on where this one has spent its share. */
export async function goOnLater({ tools, task, lease }: Copying, place: CopyProgress): Promise<CopyOutcome> {
  const { db, pages } = tools;
  const inBackgroundOf = place.inBackgroundOf ?? (await pages.countInSearch(task.objectType));
  await saveProgress(db, lease, { ...place, inBackgroundOf });
  const { records } = place;
  const awaits = { names: null, read: records, of: Math.max(inBackgroundOf, records) };
  const startedAt = new Date(place.startedAt);
  return { status: "complete", reason: null, records, startedAt, how: "part of a list", lacks: [], awaits };
}
