import { fewRecords } from "./few-records.ts";
import { namesToWiden, type Widening } from "./widening.ts";
import { usualLagMs, type SearchLag } from "./search-lag.ts";

/** How the mirror of one record type stands. */
export interface MirrorState {
  /** Names that every record of the mirror holds. */
  readonly properties: readonly string[];
  /** What was modified before this instant is in the mirror; null when it was never listed whole. */
  readonly watermark: Date | null;
  /** asOf of the last list that was read to its end, be it one that a person has to look at. */
  readonly listedAt: Date | null;
  /** Of the last list that nobody had to look at. */
  readonly listedCount: number | null;
  /** asOf of the last complete copy, by list or by changes. */
  readonly copiedAt: Date | null;
  /** Why a person has to look before the mirror is trusted; null when nobody has to. */
  readonly doubt: string | null;
  /** asOf of a list in which many records were missing that no second one has missed yet; null when there is none. */
  readonly vanishedAt: Date | null;
  /** What the last complete copy could not read of some records; null when there is nothing. */
  readonly lacks: Lacks | null;
  /** Null while HubSpot's search is not known to lag. */
  readonly searchLag: SearchLag | null;
  /** Null while the search moves on, or shows little. */
  readonly still: StillSearch | null;
  /** What checks need only lately, and how far it was read; null while they need what there is. */
  readonly widening: Widening | null;
  /** A copy of changes that was not finished. */
  readonly progress: CopyProgress | null;
  /** A list that was not finished. */
  readonly listing: CopyProgress | null;
}

/** Properties that HubSpot has and left out of some records, so that nobody may take them for empty there. */
export interface Lacks {
  readonly names: readonly string[];
  /** How many records lack one of them at least. */
  readonly records: number;
}

/** Where a copy has got to. It is stored together with the records, so that no page is lost or counted twice. */
export interface CopyProgress {
  readonly how: "list" | "changes";
  readonly properties: readonly string[];
  /** ISO 8601: the instant that the copy stands for. */
  readonly asOf: string;
  /** ISO 8601: when it began; records that it met carry this instant or a later one. */
  readonly startedAt: string;
  /** The run that reads now, and since when (ISO 8601). What an earlier one read may be out of date by now. */
  readonly attempt: { readonly holder: string; readonly startedAt: string };
  /** The list's cursor, or the id behind which the search for changes goes on; null at the beginning. */
  readonly after: string | null;
  /** Met so far by the list, or by the search for changes. */
  readonly records: number;
  /** True when the list has been read to its end. */
  readonly isListed: boolean;
  /** How many records the list had, once that was found plausible and only the changes made meanwhile are missing. */
  readonly listedCount: number | null;
  /** What the token was allowed when the list began; null where HubSpot does not say. */
  readonly scopes?: readonly string[] | null;
  /** A list for an instant before the last copy: it takes the mirror back. */
  readonly isBackward?: true;
  /** Of a first list that is read a part in each run: how many records HubSpot counted when it began. */
  readonly inBackgroundOf?: number;
}

/** Records whose ids lie behind `after` and not behind `upTo`; null: no bound on that side. */
export interface IdRange {
  readonly after: string | null;
  readonly upTo: string | null;
}
export const everyId: IdRange = { after: null, upTo: null };

/** So many records may vanish between two lists before a second list has to say so as well. */
const fewVanished = 10;
const fewVanishedShare = 0.01;

/** True when so many records are missing from a list that it needs a second one to be believed. */
export function isMassVanishing(vanished: number, before: number): boolean {
  return vanished > Math.max(fewVanished, before * fewVanishedShare);
}

/** A list that broke is gone on with for so long; later, too much of it would be old. */
const resumableForMs = 6 * 3_600_000;
/** A first list that is read beside the audits: what changed meanwhile is searched for at its end. */
const backgroundResumableForMs = 72 * 3_600_000;
/**
 * Changes are asked for again from so long before the last copy. It covers what HubSpot's search needs to find a change
 * while it is well (a minute at the most) and clocks that differ (`doctor` warns from a minute on).
 */
export const overlapMs = 5 * 60_000;

/** A large list that a person has to look at is read again so seldom; a short one by every run. */
const doubtedAgainAfterMs = 3_600_000;

export interface CopyRequest {
  /** Names the run; only one copies a type at a time. */
  readonly holder: string;
  /** At that run; left out where a later one ends the earlier in another way. */
  readonly attempt?: number;
  /** Names that checks need and the portal has. */
  readonly properties: readonly string[];
  readonly asOf: Date;
  /** A copy not older than this does as well. */
  readonly freshForMs: number;
  /** How long changes alone are enough, until a list has to find what was deleted or merged. */
  readonly listEveryMs: number;
  /** A person wants everything read anew. */
  readonly anew: boolean;
  /** What is new may be read a part in each run, so that nobody waits for it; left out: it must not. */
  readonly mayWait?: boolean;
  /** A list that others have begun is left to them, for as long as changes are enough. */
  readonly leavesLists?: boolean;
}

export type CopyPlan =
  | { readonly how: "reuse" }
  | { readonly how: "changes"; readonly since: Date; readonly resume: CopyProgress | null }
  | { readonly how: "list"; readonly because: string; readonly resume: CopyProgress | null };

/** Decides how the mirror of one record type is brought up to date. */
export function planCopy(state: MirrorState, request: CopyRequest): CopyPlan {
  const because = whyList(state, request);
  const begun = resumable(state.listing, request);
  if (because !== null) return { how: "list", because, resume: begun };
  if (begun !== null && request.leavesLists !== true)
    return { how: "list", because: "a list was begun", resume: begun };
  // A copy that stands a moment after this run, made while it waited for its turn, is what it would have read itself.
  if (request.asOf.getTime() - state.copiedAt!.getTime() <= request.freshForMs) return { how: "reuse" };
  return { how: "changes", since: state.watermark!, resume: resumable(state.progress, request) };
}

/**
 * The same while another run reads the list: what has changed is copied beside it, where that is enough for now. What
 * only a list can say has been said by the one before, and will be by that one.
 */
export function planBesideList(state: MirrorState, request: CopyRequest): CopyPlan {
  const { copiedAt, watermark, listedAt } = state;
  if (copiedAt === null || watermark === null || listedAt === null || request.anew) return planCopy(state, request);
  const known = { ...state, listing: null, vanishedAt: null, doubt: null, listedAt: request.asOf };
  return planCopy(known, { ...request, listEveryMs: Number.POSITIVE_INFINITY });
}

function whyList(state: MirrorState, request: CopyRequest): string | null {
  const { properties, asOf, listEveryMs, anew } = request;
  if (state.watermark === null || state.listedAt === null || state.copiedAt === null) return "it was never listed";
  if (anew) return "a person asked for it";
  if (state.vanishedAt !== null) return "many records were missing, and a second list decides";
  const sinceListMs = asOf.getTime() - state.listedAt.getTime();
  const isAgainDue = (state.listedCount ?? 0) <= fewRecords || sinceListMs >= doubtedAgainAfterMs;
  if (state.doubt !== null && isAgainDue)
    return "the last list was held for a person, and may have been a fault that is over";
  const known = new Set(state.properties);
  const needed = properties.filter((name) => !known.has(name));
  // What was asked for an hour ago and not given is not asked for with a list of a million records in every run.
  const isWaiting = state.doubt !== null || needed.every((name) => state.lacks?.names.includes(name) === true);
  const isWidened = request.mayWait === true && namesToWiden(state, properties).length > 0;
  if (needed.length > 0 && !isWidened && (isAgainDue || !isWaiting)) return "the checks need more of each record";
  if (asOf.getTime() < state.copiedAt.getTime() - overlapMs) return "the run stands before the last copy";
  if (sinceListMs >= listEveryMs) return "deletions and merges show in a list only";
  return null;
}

function resumable(
  progress: CopyProgress | null,
  { holder, properties, asOf, anew }: CopyRequest,
): CopyProgress | null {
  if (progress === null || anew) return null;
  // What an earlier run has listed may have been deleted since; a short list is rather read again.
  const isAnothers = progress.attempt.holder !== holder;
  const isShort = (progress.listedCount ?? progress.inBackgroundOf ?? progress.records) <= fewRecords;
  if (progress.how === "list" && isAnothers && isShort) return null;
  const held = new Set(progress.properties);
  if (!properties.every((name) => held.has(name))) return null;
  const ageMs = asOf.getTime() - Date.parse(progress.asOf);
  const forMs = progress.inBackgroundOf === undefined ? resumableForMs : backgroundResumableForMs;
  return ageMs >= 0 && ageMs <= forMs ? progress : null;
}

/** What was modified before this instant stands in the index of a search that is well. */
export function settledBefore(asOf: Date): Date {
  return new Date(asOf.getTime() - usualLagMs);
}

/** Up to where a mirror holds every change that a list has read, which lags behind nothing. */
export function watermarkOfList(asOf: Date): Date {
  return new Date(asOf.getTime() - overlapMs);
}

/** So many records are read again by every copy while nothing new shows: one page, which is asked for anyway. */
const fewAgain = 200;

/**
 * Up to where the mirror holds every change once a copy of changes is complete that stands for `asOf`: as far as
 * HubSpot's index is known to have come. Where that stands still, all is quiet or the index lags, and nobody can tell
 * for how long: it stays.
 *
 * @param reached - The newest modification that its index is known to hold; null where nobody knows.
 */
export function watermarkAfter(asOf: Date, before: Date, reached: Date | null): Date {
  const known = reached === null ? before : new Date(Math.min(reached.getTime(), asOf.getTime()) - overlapMs);
  return known > before ? known : before;
}

/** What a search showed that has stood still since: ISO 8601 instants, and how many records lie between. */
export interface StillSearch {
  /** The watermark from which it was read. */
  readonly since: string;
  readonly records: number;
  /** The newest modification among them. */
  readonly newest: string;
}

/** What to know the search by next time, where the watermark stays and more than a page would be read again. */
export function stillAfter(
  since: Date,
  watermark: Date,
  { newest, records }: { readonly newest: Date | null; readonly records: number },
): StillSearch | null {
  if (watermark.getTime() !== since.getTime() || newest === null || records <= fewAgain) return null;
  return { since: since.toISOString(), records, newest: newest.toISOString() };
}
