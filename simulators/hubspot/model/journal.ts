import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { EventLog } from "../../event-log.ts";
import type { JournalEntry } from "./write.ts";

/** The append-only record of all that was written to one portal. On disk when a file is given, always in memory. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  readonly #log: EventLog<JournalEntry>;

  constructor(file: string | null) {
    this.#log = new EventLog(file, (entry) => this.entries.push(entry));
  }

  get lastSeq(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  append(entries: readonly JournalEntry[]): void {
    this.#log.add(entries);
  }
}

/** The journals kept under a state directory, one file per portal. */
export function readJournals(directory: string): { portalId: number; journal: Journal }[] {
  mkdirSync(directory, { recursive: true });
  return readdirSync(directory)
    .filter((name) => /^\d+\.ndjson$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .map((portalId) => ({ portalId, journal: new Journal(journalFile(directory, portalId)) }));
}

export function journalFile(directory: string, portalId: number): string {
  return join(directory, `${portalId}.ndjson`);
}
