import { watermarkOfList, type CopyPlan, type CopyProgress } from "../../../domain/mirror/mirror.ts";
import { lagAfter } from "../../../domain/mirror/search-lag.ts";
import { saveProgress } from "../../../storage/mirror-lease.ts";
import { removeUnseen } from "../../../storage/mirror.ts";
import { finishList } from "../../../storage/mirror-state.ts";
import { dropUnusedSets } from "../../../storage/property-sets.ts";
import { completeRows } from "./complete-rows.ts";
import { copyChanges } from "./copy-changes.ts";
import { copyList } from "./copy-list.ts";
import { answered, claimOf, outcomeOf, type CopyOutcome } from "./copy-outcome.ts";
import { narrow, startOf, writerFor, type Copying } from "./copying.ts";
import { goOnLater, partOfList } from "./part-of-list.ts";
import { proveList } from "./prove-list.ts";
import { watchLag } from "./watch-lag.ts";

/** Copies the whole list and proves it; what it does not hold is removed. */
export async function bringList(
  copying: Copying,
  { resume }: Extract<CopyPlan, { readonly how: "list" }>,
): Promise<CopyOutcome> {
  const { tools, task, lease, state } = copying;
  const { db, pages } = tools;
  const { clientId, type, objectType } = task;
  const begun = startOf(copying, resume);
  await narrow(copying, begun);
  const startedAt = new Date(begun.startedAt);
  const watch = watchLag(db, task, state);
  const writer = watch.over(writerFor(copying, begun));

  const scopes = begun.scopes === undefined ? ((await tools.grantedScopes?.()) ?? null) : begun.scopes;
  let place: CopyProgress = { ...begun, scopes };
  let isSnapshot = false;
  if (!place.isListed) {
    const isWaitedFor = task.mayWait !== true || state.watermark !== null;
    const mayAsk = isWaitedFor ? undefined : partOfList(place, tools.background!);
    const listed = await copyList(pages, objectType, place, writer, mayAsk);
    place = listed.reached;
    if (!place.isListed) return goOnLater(copying, place);
    isSnapshot = begun.after === null && listed.pages === 1;
  }
  if (place.listedCount === null) {
    const proof = await proveList(copying, place);
    const { listedCount } = proof;
    if (!proof.isProven)
      return { startedAt, how: "list", records: listedCount, status: proof.status, reason: proof.reason, lacks: [] };
    const proven: CopyProgress = { ...place, after: null, records: 0, listedCount };
    // Whoever lost the list meanwhile removes nothing: what was met may be forgotten by then, and all would be unseen.
    await db.transaction().execute(async (transaction) => {
      await saveProgress(transaction, lease, proven);
      await removeUnseen(transaction, clientId, type, startedAt);
    });
    place = proven;
  }

  const asOf = new Date(begun.asOf);
  const since = watermarkOfList(asOf);
  // A list of several pages is no snapshot: what was modified behind its cursor while it was read shows in a search.
  if (!isSnapshot) await copyChanges(pages, objectType, since, place, writer);
  const { listedCount } = place;
  const lacks = await completeRows(tools, { ...task, properties: place.properties }, new Date(place.attempt.startedAt));
  await dropUnusedSets(db, clientId, type);
  const done = {
    ...claimOf(place.properties, lacks),
    widening: lacks === null ? null : answered(lacks),
    watermark: since,
    listedAt: asOf,
    listedCount,
    copiedAt: asOf,
    searchLag: lagAfter(state.searchLag, watch.hiddenMs(), asOf),
    still: null,
  };
  await finishList(db, lease, done, { isBackward: begun.isBackward === true });
  const trusted = { ...done, doubt: null, vanishedAt: null };
  return { ...(await outcomeOf(tools, task, trusted, { how: "list", startedAt })), hiddenMs: watch.hiddenMs() };
}
