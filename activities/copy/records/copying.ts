import type { CopyProgress, MirrorState } from "../../../domain/mirror/mirror.ts";
import type { MirrorLease } from "../../../storage/mirror-lease.ts";
import { saveProperties } from "../../../storage/mirror-state.ts";
import type { CopyTask, CopyTools } from "./copy-records.ts";
import { createPageWriter, type PageWriter } from "./page-writer.ts";

/** One copy that is under way. */
export interface Copying {
  readonly tools: CopyTools;
  readonly task: CopyTask;
  readonly lease: MirrorLease;
  /** As it was when the mirror was taken. */
  readonly state: MirrorState;
}

/** Where a copy begins, or goes on that another attempt or run has left. */
export function startOf(copying: Copying, resume: CopyProgress | null): CopyProgress {
  return resume === null ? begin(copying) : goOn(copying, resume);
}

function goOn({ tools: { now }, task: { holder } }: Copying, progress: CopyProgress): CopyProgress {
  if (progress.attempt.holder === holder) return progress;
  // Of two machines the clocks may differ, and what this one reads must not look older than the copy that it goes on
  // with.
  const startedAt = new Date(Math.max(now().getTime(), Date.parse(progress.startedAt))).toISOString();
  return { ...progress, attempt: { holder, startedAt } };
}

function begin({ tools: { now }, task, lease, state }: Copying): CopyProgress {
  const { properties, asOf, holder } = task;
  const how = lease.kind;
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
    ...(how === "list" && state.copiedAt !== null && asOf < state.copiedAt ? { isBackward: true } : {}),
  };
}

/**
 * From its first page on, a copy that asks for fewer properties leaves records without the others. The mirror must not
 * claim them any more, else whoever needs them again would take what was never read for empty.
 */
export async function narrow(
  { tools: { db }, lease, state }: Copying,
  { properties: read }: CopyProgress,
): Promise<void> {
  const properties = state.properties.filter((name) => read.includes(name));
  if (properties.length < state.properties.length) await saveProperties(db, lease, properties);
}

export function writerFor({ tools: { db, now }, lease }: Copying, { attempt }: CopyProgress): PageWriter {
  return createPageWriter({ db, lease, seenAt: new Date(attempt.startedAt), now });
}
