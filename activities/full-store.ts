import { sqlStateOf } from "../storage/error-class.ts";

const diskFull = "53100";
/** What waits for room asks every few seconds, so that after so long a silence there is room again. */
const rememberedMs = 30_000;

/** When PostgreSQL last refused this process for want of room: its disk is another machine's, and shows in nothing else. */
let lastRefusedAt: number | null = null;

export function noteFullStore(error: unknown): void {
  if (sqlStateOf(error) === diskFull) lastRefusedAt = performance.now();
}

export function isStoreFull(): boolean {
  return lastRefusedAt !== null && performance.now() - lastRefusedAt < rememberedMs;
}
