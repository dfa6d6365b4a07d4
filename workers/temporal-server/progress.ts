/** What preparing the Temporal server is doing right now, for a person who waits. */
export interface TemporalCliProgress {
  readonly step: "download" | "wait-for-build" | "build";
  readonly elapsedSeconds: number;
  /** Of the whole step. Absent when nobody can know. */
  readonly estimateSeconds?: number;
  readonly detail: string;
}

export type OnTemporalCliProgress = (event: TemporalCliProgress) => void;

/**
 * Reports at once and then every `everyMs`, so that a long silent step never looks like a hang. Call the answer to end
 * it.
 */
export function reportWhileWaiting(
  onProgress: OnTemporalCliProgress | undefined,
  event: Omit<TemporalCliProgress, "elapsedSeconds" | "detail"> & { readonly detail: string | (() => string) },
  everyMs = 2_000,
): () => void {
  if (!onProgress) return () => {};
  const startedAt = performance.now();
  const report = () =>
    onProgress({
      ...event,
      elapsedSeconds: Math.round((performance.now() - startedAt) / 1000),
      detail: typeof event.detail === "string" ? event.detail : event.detail(),
    });
  report();
  const timer = setInterval(report, everyMs);
  return () => clearInterval(timer);
}
