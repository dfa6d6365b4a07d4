import { isForWantOfRoom } from "../storage/error-class.ts";

/** What waits for room asks every few seconds, so that after so long a silence there is room again. */
const rememberedMs = 30_000;

/**
 * When PostgreSQL last refused this process for want of room: its disk is another machine's, and shows in nothing else.
 */
let lastRefusedAt: number | null = null;

export function noteFullStore(error: unknown): void {
  if (isForWantOfRoom(error)) lastRefusedAt = performance.now();
}

export function isStoreFull(): boolean {
  return lastRefusedAt !== null && performance.now() - lastRefusedAt < rememberedMs;
}
