import { join } from "node:path";
import { z } from "zod";
import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import type { OwnerFact, WatchFacts } from "../../domain/watch/facts.ts";
import { readJson, writeJson } from "./json-file.ts";

/** What the owner of an embedded database writes for its watchdog: nobody else can read that database. */
export interface FactFile {
  readonly schemaVersion: 1;
  readonly writtenAt: Date;
  readonly pid: number;
  readonly version: string;
  /** Of the page /livez; null before it listens. */
  readonly livez: string | null;
  /** Set by the last words of an owner that was asked to stop. */
  readonly stoppedAt: Date | null;
  readonly facts: WatchFacts;
  /** What ring one has told, so that nobody hears it twice. */
  readonly records: readonly AlarmRecord[];
}

const list = z.array(z.looseObject({}));
const Shape = z.looseObject({
  schemaVersion: z.literal(1),
  writtenAt: z.date(),
  livez: z.string().nullable(),
  stoppedAt: z.date().nullable(),
  facts: z.looseObject({
    database: z.looseObject({ state: z.enum(["there", "away"]) }),
    clients: list,
    processes: list,
    schedules: list,
    blocked: list,
    readings: list,
    onboarding: list,
    outbox: list,
    channels: list,
    disks: list,
    gaps: list,
  }),
  records: list,
});

export function factFilePath(stateDirectory: string): string {
  return join(stateDirectory, "watch", "facts.json");
}

export function writeFactFile(stateDirectory: string, file: FactFile): Promise<void> {
  return writeJson(factFilePath(stateDirectory), file);
}

export type ReadFacts =
  | { readonly file: FactFile }
  /** `absent`: nobody has ever written it here. */
  | { readonly file: null; readonly owner: Pick<OwnerFact, "wroteAt" | "unreadable"> | "absent" };

/** What the owner wrote last. Whatever is in the file, nothing is thrown. */
export function readFactFile(stateDirectory: string): ReadFacts {
  try {
    const parsed = Shape.safeParse(readJson(factFilePath(stateDirectory)));
    if (parsed.success) return { file: parsed.data as unknown as FactFile };
    return unreadable("The facts that `revwatch up` writes are not of this version.");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { file: null, owner: "absent" };
    return unreadable(
      `The facts that \`revwatch up\` writes cannot be read (${(error as NodeJS.ErrnoException).code ?? "no JSON"}).`,
    );
  }
}

function unreadable(reason: string): ReadFacts {
  return { file: null, owner: { wroteAt: null, unreadable: reason } };
}
