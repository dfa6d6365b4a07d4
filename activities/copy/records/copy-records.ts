import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import { fewRecords } from "../../../domain/mirror/few-records.ts";
import {
  planCopy,
  overlapMs,
  stillAfter,
  watermarkAfter,
  watermarkOfList,
  type CopyProgress,
  type CopyRequest,
  type MirrorState,
} from "../../../domain/mirror/mirror.ts";
import { lagAfter } from "../../../domain/mirror/search-lag.ts";
import { namesToWiden, type Awaited } from "../../../domain/mirror/widening.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { removeUnseen } from "../../../storage/mirror.ts";
import {
  finishCopy,
  leaseMirror,
  readMirrorState,
  releaseMirror,
  renewLease,
  saveProgress,
  saveProperties,
} from "../../../storage/mirror-state.ts";
import { dropUnusedSets } from "../../../storage/property-sets.ts";
import type { Background } from "../background.ts";
import { completeRows } from "./complete-rows.ts";
import { copyChanges } from "./copy-changes.ts";
import { copyList } from "./copy-list.ts";
import { answered, claimOf, outcomeOf } from "./copy-outcome.ts";
import { goOnLater, partOfList } from "./part-of-list.ts";
import { indexReach, isOvertaken, refuseLostIndex } from "./index-of-search.ts";
import { watchLag, withLag } from "./watch-lag.ts";
import { createPageWriter, type PageWriter } from "./page-writer.ts";
import { proveList } from "./prove-list.ts";
import { recheckSuspects } from "./recheck-suspects.ts";
import { settleWithSearch } from "./settle-with-search.ts";
import { standsStill } from "./still-search.ts";
import { widened } from "./widen-mirror.ts";

export interface CopyTools {
  readonly db: StoreHandle;
  readonly pages: RecordPages;
  /** The same for reading beside the audits: what it meets has not changed. Left out: by the same pages. */
  readonly quietPages?: Pick<RecordPages, "recordsById">;
  /** The share of this run in reading what checks need only lately; needed where the task may wait for it. */
  readonly background?: Background | null;
  /** What the token is allowed now; null where HubSpot does not say. Left out: nobody asks. */
  readonly grantedScopes?: () => Promise<readonly string[] | null>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** Called every few seconds, so that whoever watches knows that this lives. */
  readonly beat?: () => void;
}

export interface CopyTask extends CopyRequest {
  readonly clientId: string;
  readonly type: string;
  /** HubSpot's own word for the type. */
  readonly objectType: string;
  /** Ids of records that people were told about. */
  readonly suspects: readonly string[];
}

/** What a copy came to. Everything but `complete` carries its reason. */
export interface CopyOutcome {
  readonly status: "complete" | "partial" | "suspicious";
  readonly reason: string | null;
  /** Records of the mirror that this outcome stands for. */
  readonly records: number;
  /** Records met by this copy carry this instant or a later one. */
  readonly startedAt: Date;
  readonly how: "list" | "changes" | "reuse" | "part of a list";
  /** Names that HubSpot left out of some records; each record is judged by what it was read with. */
  readonly lacks: readonly string[];
  /** What is still being read beside the audits; absent when nothing is. */
  readonly awaits?: Awaited;
  /** For how long at least HubSpot's search hid a change that this copy has found; absent or 0: it hid nothing. */
  readonly hiddenMs?: number;
  /** True when it is in doubt because that search may hide too much. */
  readonly isBehind?: boolean;
}

const askAgainMs = 500;
const beatEveryMs = 5_000;

/**
 * Brings the mirror of one record type up to date: by what changed since the last copy, or by the whole list when one
 * is due. Waits while another run does it, and goes on where a broken copy stopped.
 *
 * @throws {HubSpotError} Everything read before it is stored, with the place to go on from.
 */
export async function copyRecords(tools: CopyTools, task: CopyTask): Promise<CopyOutcome> {
  const { db, beat } = tools;
  const { clientId, type, holder } = task;
  let renewing: Promise<unknown> = Promise.resolve();
  const beating = setInterval(() => {
    beat?.();
    // A page may have to wait for its turn for longer than a lease lasts. A renewal that fails is tried again at the
    // next beat, and a lease that was lost meanwhile is noticed by the next page that is stored.
    renewing = renewLease(db, clientId, type, holder).catch(() => undefined);
  }, beatEveryMs);
  try {
    while (!(await leaseMirror(db, clientId, type, holder))) await tools.sleep(askAgainMs);
    return await bringUpToDate(tools, task, await readMirrorState(db, clientId, type));
  } finally {
    clearInterval(beating);
    await renewing;
    await releaseMirror(db, clientId, type, holder);
  }
}

async function bringUpToDate(tools: CopyTools, task: CopyTask, kept: MirrorState): Promise<CopyOutcome> {
  const plan = planCopy(kept, task);
  if (plan.how === "reuse") return outcomeOf(tools, task, kept, "reuse", kept.copiedAt!);

  const progress = plan.resume === null ? begin(tools, task, plan.how) : goOn(tools, task, plan.resume);
  const state = await narrowed(tools, task, kept, progress);
  return plan.how === "list" ? list(tools, task, state, progress) : changes(tools, task, state, progress, plan.since);
}

/**
 * From its first page on, a copy that asks for fewer properties leaves records without the others. The mirror must not
 * claim them any more, else whoever needs them again would take what was never read for empty.
 */
async function narrowed(
  { db }: CopyTools,
  { clientId, type, holder }: CopyTask,
  state: MirrorState,
  { properties: read }: CopyProgress,
): Promise<MirrorState> {
  const properties = state.properties.filter((name) => read.includes(name));
  if (properties.length < state.properties.length) await saveProperties(db, clientId, type, holder, properties);
  return { ...state, properties };
}

function goOn({ now }: CopyTools, { holder }: CopyTask, progress: CopyProgress): CopyProgress {
  if (progress.attempt.holder === holder) return progress;
  // Of two machines the clocks may differ, and what this one reads must not look older than the copy that it goes on
  // with.
  const startedAt = new Date(Math.max(now().getTime(), Date.parse(progress.startedAt))).toISOString();
  return { ...progress, attempt: { holder, startedAt } };
}

function begin({ now }: CopyTools, { properties, asOf, holder }: CopyTask, how: CopyProgress["how"]): CopyProgress {
  const startedAt = now().toISOString();
  return {
    how,
    properties,
    asOf: asOf.toISOString(),
    startedAt,
    attempt: { holder, startedAt },
    after: null,
    records: 0,
    isListed: false,
    listedCount: null,
  };
}

function writerFor(
  { db, now }: CopyTools,
  { clientId, type, holder }: CopyTask,
  { attempt }: CopyProgress,
): PageWriter {
  return createPageWriter({ db, clientId, type, holder, seenAt: new Date(attempt.startedAt), now });
}

async function changes(
  tools: CopyTools,
  task: CopyTask,
  state: MirrorState,
  begun: CopyProgress,
  since: Date,
): Promise<CopyOutcome> {
  const progress = (await isOvertaken(tools.pages, task.objectType, begun, since))
    ? { ...begun, after: null, records: 0 }
    : begun;
  const watch = watchLag(tools.db, task, state);
  const writer = watch.over(writerFor(tools, task, progress));
  const isStill = progress.after === null && (await standsStill(tools.pages, task.objectType, since, state.still));
  const { newest, records } = isStill
    ? { newest: new Date(state.still!.newest), records: state.still!.records }
    : await readChanges(tools.pages, task.objectType, since, progress, writer);
  await refuseLostIndex(tools.pages, task.objectType, state);
  if (await differsFromSearch(tools, task, state, progress)) {
    const anew = begin(tools, task, "list");
    await saveProgress(tools.db, task.clientId, task.type, task.holder, anew);
    return list(tools, task, await narrowed(tools, task, state, anew), anew);
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
  let done: MirrorState = {
    ...state,
    ...claimOf(held, lacks),
    watermark,
    still: stillAfter(since, watermark, { newest, records }),
    copiedAt: new Date(progress.asOf),
    searchLag,
  };
  await finishCopy(tools.db, task.clientId, task.type, task.holder, done);
  if (awaited.length > 0) done = await widened(tools, { ...task, properties: progress.properties }, done, awaited);
  const outcome = await outcomeOf(tools, task, done, "changes", new Date(progress.startedAt));
  const isCurrent = indexed !== null && asOf.getTime() - indexed.getTime() <= overlapMs;
  return { ...withLag(outcome, task, { asOf, isCurrent, lag: searchLag }), hiddenMs: watch.hiddenMs() };
}

async function readChanges(
  pages: CopyTools["pages"],
  objectType: string,
  since: Date,
  progress: CopyProgress,
  writer: PageWriter,
) {
  const { newest, reached } = await copyChanges(pages, objectType, since, progress, writer);
  return { newest, records: reached.records };
}

/**
 * In a small portal each copy is held against the search: a deletion is noticed at once, and a record that is missing.
 */
async function differsFromSearch(
  tools: CopyTools,
  task: CopyTask,
  state: MirrorState,
  { properties, attempt }: CopyProgress,
): Promise<boolean> {
  if (state.doubt !== null || state.listedCount === null || state.listedCount > fewRecords) return false;
  return (await settleWithSearch(tools, { ...task, properties }, null, new Date(attempt.startedAt))) !== null;
}

async function list(tools: CopyTools, task: CopyTask, state: MirrorState, begun: CopyProgress): Promise<CopyOutcome> {
  const { db, pages } = tools;
  const { clientId, type, objectType, holder } = task;
  const startedAt = new Date(begun.startedAt);
  const watch = watchLag(db, task, state);
  const writer = watch.over(writerFor(tools, task, begun));

  const scopes = begun.scopes === undefined ? ((await tools.grantedScopes?.()) ?? null) : begun.scopes;
  let place: CopyProgress = { ...begun, scopes };
  let isSnapshot = false;
  if (!place.isListed) {
    const isWaitedFor = task.mayWait !== true || state.watermark !== null;
    const mayAsk = isWaitedFor ? undefined : partOfList(place, tools.background!);
    const listed = await copyList(pages, objectType, place, writer, mayAsk);
    place = listed.reached;
    if (!place.isListed) return goOnLater(tools, task, place);
    isSnapshot = begun.after === null && listed.pages === 1;
  }
  if (place.listedCount === null) {
    const proof = await proveList(tools, task, state, place);
    const { listedCount } = proof;
    if (!proof.isProven)
      return { startedAt, how: "list", records: listedCount, status: proof.status, reason: proof.reason, lacks: [] };
    await removeUnseen(db, clientId, type, startedAt);
    place = { ...place, after: null, records: 0, listedCount };
    await saveProgress(db, clientId, type, holder, place);
  }

  const asOf = new Date(begun.asOf);
  const since = watermarkOfList(asOf);
  // A list of several pages is no snapshot: what was modified behind its cursor while it was read shows in a search.
  if (!isSnapshot) await copyChanges(pages, objectType, since, place, writer);
  const { listedCount } = place;
  const lacks = await completeRows(tools, { ...task, properties: place.properties }, new Date(place.attempt.startedAt));
  await dropUnusedSets(db, clientId, type);
  const claim = claimOf(place.properties, lacks);
  const done = {
    ...claim,
    widening: lacks === null ? null : answered(lacks),
    watermark: since,
    listedAt: asOf,
    listedCount,
    copiedAt: asOf,
    doubt: null,
    vanishedAt: null,
    searchLag: lagAfter(state.searchLag, watch.hiddenMs(), asOf),
    still: null,
  };
  await finishCopy(db, clientId, type, holder, done);
  return {
    ...(await outcomeOf(tools, task, { ...done, progress: null }, "list", startedAt)),
    hiddenMs: watch.hiddenMs(),
  };
}
