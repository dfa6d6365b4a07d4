import { statfs } from "node:fs/promises";
import { judgeDisk, type DiskReading } from "../domain/watch/disk.ts";
import { droppedLines, wasRefusedWithin } from "./log-drops.ts";

const refusingMs = 5 * 60_000;

/** How full the disk of a folder is now, and what of this process's log was lost. Never throws. */
export async function readDisk(directory: string): Promise<DiskReading> {
  const freeBytes = await statfs(directory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
  return judgeDisk({ directory, freeBytes, logLinesDropped: droppedLines(), isRefusing: wasRefusedWithin(refusingMs) });
}
