import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { JournalEntry } from "./write.ts";

/** The append-only record of all that was written to one portal. On disk when a file is given, always in memory. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  readonly #file: string | null;

  constructor(file: string | null) {
    this.#file = file;
  }

  /** Reads what earlier processes wrote. A last line that was cut by a kill is taken off: its writer got no answer. */
  static read(file: string): Journal {
    const journal = new Journal(file);
    if (!existsSync(file)) return journal;
    const written = readFileSync(file);
    const wholeBytes = written.lastIndexOf("\n") + 1;
    if (wholeBytes < written.length) truncateSync(file, wholeBytes);
    for (const line of written.toString("utf8", 0, wholeBytes).split("\n")) {
      if (line !== "") journal.entries.push(JSON.parse(line) as JournalEntry);
    }
    return journal;
  }

  get lastSeq(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  append(entries: readonly JournalEntry[]): void {
    for (const entry of entries) this.entries.push(entry);
    if (this.#file === null) return;
    // Synchronous on purpose: an answered write must survive a kill of the simulator in the next instant.
    appendFileSync(this.#file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  }
}

/** The journals kept under a state directory, one file per portal. */
export function readJournals(directory: string): { portalId: number; journal: Journal }[] {
  mkdirSync(directory, { recursive: true });
  return readdirSync(directory)
    .filter((name) => /^\d+\.ndjson$/.test(name))
    .map((name) => ({ portalId: Number.parseInt(name, 10), journal: Journal.read(join(directory, name)) }));
}

export function journalFile(directory: string, portalId: number): string {
  return join(directory, `${portalId}.ndjson`);
}
