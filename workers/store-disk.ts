import { isStoreFull } from "../activities/full-store.ts";
import type { DiskReading } from "../domain/watch/disk.ts";
import { readDisk } from "./disk.ts";

export const storeIsFull =
  "PostgreSQL has no room left to store anything. Free some space on its disk; Revwatch goes on by itself.";

/** The disk of a PostgreSQL that is elsewhere, as far as what it refused tells. Never throws. */
export async function readStoreDisk(): Promise<Pick<DiskReading, "state" | "sentence">> {
  if (!isStoreFull()) return { state: "unknown", sentence: null };
  return { state: "full", sentence: storeIsFull };
}

/** The disk that is full, if one is: that of PostgreSQL, or that of the state directory. */
export async function readFullest(directory: string): Promise<Pick<DiskReading, "state" | "sentence">> {
  const store = await readStoreDisk();
  return store.state === "full" ? store : readDisk(directory);
}
