import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";

/** An append-only file of events, one JSON line each, applied when added and again at the next start. */
export class EventLog<Event> {
  readonly #file: string | null;
  readonly #apply: (event: Event) => void;

  /** Without a file the events live only as long as the process. */
  constructor(file: string | null, apply: (event: Event) => void) {
    this.#file = file;
    this.#apply = apply;
    if (file !== null) for (const event of readEvents<Event>(file)) apply(event);
  }

  add(events: readonly Event[]): void {
    for (const event of events) this.#apply(event);
    if (this.#file === null || events.length === 0) return;
    // Synchronous on purpose: what was answered must survive a kill in the next instant.
    appendFileSync(this.#file, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  }
}

/** The whole lines of a log. A last line that was cut by a kill is taken off: its writer got no answer. */
function readEvents<Event>(file: string): Event[] {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) return [];
  const written = readFileSync(file);
  const wholeBytes = written.lastIndexOf("\n") + 1;
  if (wholeBytes < written.length) truncateSync(file, wholeBytes);
  const lines = written.toString("utf8", 0, wholeBytes).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Event);
}
