import { fewRecords } from "../../../domain/mirror/few-records.ts";
import {
  overlapMs,
  planCopy,
  stillAfter,
  watermarkAfter,
  type CopyPlan,
  type CopyProgress,
} from "../../../domain/mirror/mirror.ts";
import { lagAfter } from "../../../domain/mirror/search-lag.ts";
import { namesToWiden } from "../../../domain/mirror/widening.ts";
import { leaseMirror, saveProgress } from "../../../storage/mirror-lease.ts";
import { finishChanges, readMirrorState, type Copied } from "../../../storage/mirror-state.ts";
import { bringList } from "./bring-list.ts";
import { completeRows } from "./complete-rows.ts";
import { copyChanges } from "./copy-changes.ts";
import { claimOf, outcomeOf, type CopyOutcome } from "./copy-outcome.ts";
import { narrow, startOf, writerFor, type Copying } from "./copying.ts";
import type { PageWriter } from "./page-writer.ts";
import { indexReach, isOvertaken, refuseLostIndex } from "./index-of-search.ts";
import { recheckSuspects } from "./recheck-suspects.ts";
import { renewing } from "./renewing.ts";
import { settleWithSearch } from "./settle-with-search.ts";
import { standsStill } from "./still-search.ts";
import { watchLag, withLag } from "./watch-lag.ts";
import { widened } from "./widen-mirror.ts";

/** Copies what has changed since the last copy; in a small portal the list instead, where that does not add up. */
export async function bringChanges(
  copying: Copying,
  { since, resume }: Extract<CopyPlan, { readonly how: "changes" }>,
): Promise<CopyOutcome> {
  const { tools, task, state } = copying;
  const begun = startOf(copying, resume);
  await narrow(copying, begun);
  const progress = (await isOvertaken(tools.pages, task.objectType, begun, since))
    ? { ...begun, after: null, records: 0 }
    : begun;
  const watch = watchLag(tools.db, task, state);
  const writer = watch.over(writerFor(copying, progress));
  const isStill = progress.after === null && (await standsStill(tools.pages, task.objectType, since, state.still));
  const { newest, records } = isStill
    ? { newest: new Date(state.still!.newest), records: state.still!.records }
    : await readChanges(copying, since, progress, writer);
  await refuseLostIndex(tools.pages, task.objectType, state);
  if (await differsFromSearch(copying, progress)) {
    const listed = await listInstead(copying);
    if (listed !== null) return listed;
  }
  const seenAt = new Date(progress.attempt.startedAt);
  await recheckSuspects(tools, { ...task, properties: progress.properties }, seenAt, watch.byId);
  const awaited = task.mayWait === true ? namesToWiden(state, progress.properties) : [];
  const held = progress.properties.filter((name) => !awaited.includes(name));
  const lacks = await completeRows(tools, { ...task, properties: held }, seenAt);
  const asOf = new Date(progress.asOf);
  // Of an index that has come so far now nobody knows how far it had come when the pages before were read.
  const indexed = progress.after === null ? await indexReach(tools.pages, task.objectType, since, newest) : null;
  const searchLag = lagAfter(state.searchLag, watch.hiddenMs(), asOf);
  const watermark = watermarkAfter(asOf, since, indexed);
  let done: Copied = {
    widening: state.widening,
    ...claimOf(held, lacks),
    watermark,
    still: stillAfter(since, watermark, { newest, records }),
    copiedAt: new Date(progress.asOf),
    searchLag,
  };
  await finishChanges(tools.db, copying.lease, done);
  if (awaited.length > 0) done = await widened(copying, progress.properties, done, awaited);
  const copy = { how: "changes", startedAt: new Date(progress.startedAt) } as const;
  const outcome = await outcomeOf(tools, task, { ...state, ...done }, copy);
  const isCurrent = indexed !== null && asOf.getTime() - indexed.getTime() <= overlapMs;
  return { ...withLag(outcome, task, { asOf, isCurrent, lag: searchLag }), hiddenMs: watch.hiddenMs() };
}

async function readChanges({ tools, task }: Copying, since: Date, progress: CopyProgress, writer: PageWriter) {
  const { newest, reached } = await copyChanges(tools.pages, task.objectType, since, progress, writer);
  return { newest, records: reached.records };
}

/**
 * In a small portal each copy is held against the search: a deletion is noticed at once, and a record that is missing.
 */
async function differsFromSearch({ tools, task, state }: Copying, progress: CopyProgress): Promise<boolean> {
  if (state.doubt !== null || state.listedCount === null || state.listedCount > fewRecords) return false;
  const { properties, attempt } = progress;
  return (await settleWithSearch(tools, { ...task, properties }, null, new Date(attempt.startedAt))) !== null;
}

/** @returns Null while another run reads the list: it finds what is missing. */
async function listInstead({ tools, task, lease: ofChanges }: Copying): Promise<CopyOutcome | null> {
  const { db } = tools;
  const { clientId, recordType } = ofChanges;
  const lease = await leaseMirror(db, { clientId, recordType, kind: "list" }, task.holder, task.attempt);
  if (lease === null) return null;
  return renewing(tools, lease, async () => {
    await saveProgress(db, ofChanges, null);
    const state = await readMirrorState(db, clientId, recordType);
    const plan = planCopy(state, task);
    const begun =
      plan.how === "list" ? plan : ({ how: "list", because: "the search counts others", resume: null } as const);
    return bringList({ tools, task, lease, state }, begun);
  });
}
