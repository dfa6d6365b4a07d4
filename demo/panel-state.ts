import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What was broken by the panel, and what it takes to mend it. */
export interface Broken {
  readonly actId: string;
  /** ISO 8601. */
  readonly brokenAt: string;
  readonly said: string;
  readonly undo: readonly string[];
  /** Set once it was mended; kept so that the recovery can be watched. */
  readonly mendedAt: string | null;
  readonly mendedBy: string | null;
}

/** Remembers the panel's presses over a restart. */
export class PanelState {
  readonly #file: string;
  #acts: Readonly<Record<string, Broken>>;

  constructor(stateDirectory: string) {
    this.#file = join(stateDirectory, "panel.json");
    this.#acts = read(this.#file);
  }

  of(actId: string): Broken | null {
    return this.#acts[actId] ?? null;
  }

  set(broken: Broken): void {
    this.#acts = { ...this.#acts, [broken.actId]: broken };
    writeFileSync(this.#file, JSON.stringify(this.#acts));
  }
}

function read(file: string): Readonly<Record<string, Broken>> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, Broken>;
  } catch {
    // Nothing was pressed yet, or the file was cut off by a stop: the portals are as they are either way.
    return {};
  }
}
