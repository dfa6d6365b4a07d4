/**
 * Lines that could not be written since this process began. A counter of the process, like the streams it counts for.
 */
let dropped = 0;
let lastWithoutRoomAt: number | null = null;

const noRoom = new Set(["ENOSPC", "EDQUOT"]);

/** Notes a line that was lost for this error. */
export function noteDroppedLine(error: unknown): void {
  dropped += 1;
  if (noRoom.has(String((error as { code?: unknown } | null)?.code))) lastWithoutRoomAt = performance.now();
}

export function droppedLines(): number {
  return dropped;
}

/** Whether a line was lost for want of room within the last `withinMs`. */
export function wasRefusedWithin(withinMs: number): boolean {
  return lastWithoutRoomAt !== null && performance.now() - lastWithoutRoomAt < withinMs;
}

/** There is room again; the next reading need not wait for the minutes to pass. */
export function noteWrittenLine(): void {
  lastWithoutRoomAt = null;
}
