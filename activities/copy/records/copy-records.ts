import type { Kysely } from "kysely";
import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import type { RecordPages } from "../../../connectors/hubspot/record-pages.ts";
import {
  everyId,
  fewRecords,
  planCopy,
  overlapMs,
  watermarkAfter,
  watermarkOfList,
  type CopyProgress,
  type CopyWish,
  type Lacks,
  type MirrorState,
} from "../../../domain/mirror/mirror.ts";
import { hasShrunk } from "../../../domain/mirror/scan.ts";
import { pluralOf } from "../../../domain/plural.ts";
import type { Database } from "../../../storage/database.ts";
import { countRecords, removeUnseen } from "../../../storage/mirror.ts";
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
import { completeRows } from "./complete-rows.ts";
import { copyChanges } from "./copy-changes.ts";
import { copyList } from "./copy-list.ts";
import { createPageWriter, type PageWriter } from "./page-writer.ts";
import { proveList } from "./prove-list.ts";
import { recheckSuspects } from "./recheck-suspects.ts";
import { settleWithSearch } from "./settle-with-search.ts";

export interface CopyTools {
  readonly db: Kysely<Database>;
  readonly pages: RecordPages;
  /** What the token is allowed now; null where HubSpot does not say. Left out: nobody asks. */
  readonly grantedScopes?: () => Promise<readonly string[] | null>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** Called every few seconds, so that whoever watches knows that this lives. */
  readonly beat?: () => void;
}

export interface CopyTask extends CopyWish {
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
  readonly how: "list" | "changes" | "reuse";
  /** Names that HubSpot left out of some records; each record is judged by what it was read with. */
  readonly lacks: readonly string[];
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
  if (progress.leg.holder === holder) return progress;
  // Of two machines the clocks may differ, and what this one reads must not look older than the copy that it goes on
  // with.
  const startedAt = new Date(Math.max(now().getTime(), Date.parse(progress.startedAt))).toISOString();
  return { ...progress, leg: { holder, startedAt } };
}

function begin({ now }: CopyTools, { properties, asOf, holder }: CopyTask, how: CopyProgress["how"]): CopyProgress {
  const startedAt = now().toISOString();
  return {
    how,
    properties,
    asOf: asOf.toISOString(),
    startedAt,
    leg: { holder, startedAt },
    after: null,
    records: 0,
    isListed: false,
    listedCount: null,
  };
}

function writerFor({ db, now }: CopyTools, { clientId, type, holder }: CopyTask, { leg }: CopyProgress): PageWriter {
  return createPageWriter({ db, clientId, type, holder, seenAt: new Date(leg.startedAt), now });
}

async function changes(
  tools: CopyTools,
  task: CopyTask,
  state: MirrorState,
  begun: CopyProgress,
  since: Date,
): Promise<CopyOutcome> {
  const progress = (await isOvertaken(tools, task, begun, since)) ? { ...begun, after: null, records: 0 } : begun;
  const writer = writerFor(tools, task, progress);
  const { newest } = await copyChanges(tools.pages, task.objectType, since, progress, writer);
  await refuseLostIndex(tools, task, state);
  if (await differsFromSearch(tools, task, state, progress)) {
    const anew = begin(tools, task, "list");
    await saveProgress(tools.db, task.clientId, task.type, task.holder, anew);
    return list(tools, task, await narrowed(tools, task, state, anew), anew);
  }
  const seenAt = new Date(progress.leg.startedAt);
  await recheckSuspects(tools, { ...task, properties: progress.properties }, seenAt);
  const lacks = await completeRows(tools, { ...task, properties: progress.properties }, seenAt);
  const asOf = new Date(progress.asOf);
  // Of an index that has come so far now nobody knows how far it had come when the pages before were read.
  const isWhole = progress.after === null;
  const done = {
    ...state,
    ...claimOf(progress.properties, lacks),
    watermark: watermarkAfter(asOf, since, isWhole && (await isCurrent(tools, task, asOf, newest))),
    copiedAt: new Date(progress.asOf),
  };
  await finishCopy(tools.db, task.clientId, task.type, task.holder, done);
  return outcomeOf(tools, task, done, "changes", new Date(progress.startedAt));
}

/**
 * Whether a search knows more, behind a copy of changes that goes on where it broke, than it had shown: its index
 * lagged behind then, and what it shows late would be passed over.
 */
async function isOvertaken(
  { pages }: CopyTools,
  { objectType }: CopyTask,
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
 */
async function refuseLostIndex({ pages }: CopyTools, { objectType }: CopyTask, state: MirrorState): Promise<void> {
  const { listedCount, doubt } = state;
  if (doubt !== null || listedCount === null || listedCount <= fewRecords) return;
  const counted = await pages.countInSearch(objectType);
  if (hasShrunk(listedCount, counted))
    throw new HubSpotBadAnswer(
      `POST a search that counts ${objectType}`,
      `it counts ${counted} where the last list had ${listedCount}`,
    );
}

/**
 * Whether HubSpot's index has come to the last minutes. A record that was found by an older modification shows a newer
 * one that the index does not know yet, so the index itself is asked.
 */
async function isCurrent(
  { pages }: CopyTools,
  { objectType }: CopyTask,
  asOf: Date,
  newest: Date | null,
): Promise<boolean> {
  const from = new Date(asOf.getTime() - overlapMs);
  if (newest === null || newest < from) return false;
  return (await pages.countInSearch(objectType, everyId, { from, to: null })) > 0;
}

/**
 * In a small portal each copy is held against the search: a deletion is noticed at once, and a record that is missing.
 */
async function differsFromSearch(
  tools: CopyTools,
  task: CopyTask,
  state: MirrorState,
  { properties, leg }: CopyProgress,
): Promise<boolean> {
  if (state.doubt !== null || state.listedCount === null || state.listedCount > fewRecords) return false;
  return (await settleWithSearch(tools, { ...task, properties }, null, new Date(leg.startedAt))) !== null;
}

async function list(tools: CopyTools, task: CopyTask, state: MirrorState, begun: CopyProgress): Promise<CopyOutcome> {
  const { db, pages } = tools;
  const { clientId, type, objectType, holder } = task;
  const startedAt = new Date(begun.startedAt);
  const writer = writerFor(tools, task, begun);

  const scopes = begun.scopes === undefined ? ((await tools.grantedScopes?.()) ?? null) : begun.scopes;
  let place: CopyProgress = { ...begun, scopes };
  let isSnapshot = false;
  if (!place.isListed) {
    const listed = await copyList(pages, objectType, place, writer);
    place = listed.reached;
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
  const lacks = await completeRows(tools, { ...task, properties: place.properties }, new Date(place.leg.startedAt));
  await dropUnusedSets(db, clientId, type);
  const claim = claimOf(place.properties, lacks);
  const done = {
    ...claim,
    watermark: since,
    listedAt: asOf,
    listedCount,
    copiedAt: asOf,
    doubt: null,
    vanishedAt: null,
  };
  await finishCopy(db, clientId, type, holder, done);
  return outcomeOf(tools, task, done, "list", startedAt);
}

async function outcomeOf(
  { db }: CopyTools,
  { clientId, type, properties }: CopyTask,
  { doubt, lacks }: Pick<MirrorState, "doubt" | "lacks">,
  how: CopyOutcome["how"],
  startedAt: Date,
): Promise<CopyOutcome> {
  const records = await countRecords(db, clientId, type);
  if (doubt !== null) return { status: "suspicious", reason: doubt, records, startedAt, how, lacks: [] };
  const lacked = properties.filter((name) => lacks?.names.includes(name) === true);
  if (lacked.length === 0) return { status: "complete", reason: null, records, startedAt, how, lacks: [] };
  const reason = `HubSpot left ${lacked.join(", ")} out of ${lacks!.records} of ${records} ${pluralOf(type)}, so nobody knows it of them.`;
  return { status: "partial", reason, records, startedAt, how, lacks: lacked };
}

/** What the mirror may claim of each record: what was asked for, without what HubSpot left out of one. */
function claimOf(asked: readonly string[], lacks: Lacks | null): Pick<MirrorState, "properties" | "lacks"> {
  return { properties: asked.filter((name) => lacks?.names.includes(name) !== true), lacks };
}
