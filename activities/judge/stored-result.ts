import type { RunRow } from "../../storage/reads/last-run.ts";
import type { RunResult } from "../shapes.ts";

/** What an earlier attempt at this run has stored; null when none has ended. */
export function storedResult(row: RunRow | undefined): RunResult | null {
  if (row === undefined || row.finished_at === null || row.counts === null) return null;
  return {
    status: row.status as RunResult["status"],
    counts: row.counts,
    score: row.score?.value ?? null,
    hasNews: true,
  };
}
