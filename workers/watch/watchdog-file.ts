import { join } from "node:path";
import { z } from "zod";
import { alarmKinds, type AlarmRecord } from "../../domain/watch/alarm.ts";
import type { ProcessFact } from "../../domain/watch/facts.ts";
import { readJson, writeJsonNow } from "./json-file.ts";

/** What a watchdog keeps for itself, and for a ring one that rests on an embedded database. */
export interface WatchdogFile {
  readonly schemaVersion: 1;
  readonly process: ProcessFact;
  readonly records: readonly AlarmRecord[];
}

const Shape = z.looseObject({
  schemaVersion: z.literal(1),
  process: z.looseObject({ name: z.string(), startedAt: z.date(), beatAt: z.date(), stoppedAt: z.date().nullable() }),
  records: z.array(
    z.looseObject({ kind: z.enum(alarmKinds), subject: z.string(), clientId: z.string(), since: z.date() }),
  ),
});

const pathOf = (stateDirectory: string) => join(stateDirectory, "watch", "watchdog.json");

export function writeWatchdogFile(stateDirectory: string, file: WatchdogFile): void {
  writeJsonNow(pathOf(stateDirectory), file);
}

/** Null when no watchdog has run here, or its file cannot be read: then it begins anew. */
export function readWatchdogFile(stateDirectory: string): WatchdogFile | null {
  try {
    const parsed = Shape.safeParse(readJson(pathOf(stateDirectory)));
    return parsed.success ? (parsed.data as unknown as WatchdogFile) : null;
  } catch {
    return null;
  }
}
