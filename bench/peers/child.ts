import { once } from "node:events";
import type { RecordChecksum } from "../../simulators/hubspot/scale/checksum.ts";
import type { Task } from "./task.ts";

/** A record as the participants read it. */
export interface ReadRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
}

/**
 * Runs a participant in this process: does the work, says how long that took, waits until memory and CPU time have
 * been read from outside, and then, outside the clock, says what was read.
 *
 * @param work Returns what it read, and the milliseconds it spent on proving that, which do not count.
 */
export async function runChild(
  work: (task: Task) => Promise<{ readonly sums: () => readonly RecordChecksum[]; readonly provingMs?: number }>,
): Promise<void> {
  const task = JSON.parse(process.argv.at(-1)!) as Task;
  const startedAt = performance.now();
  const { sums, provingMs = 0 } = await work(task);
  say({ doneMs: performance.now() - startedAt - provingMs });
  await once(process.stdin.resume(), "end");
  say({ digests: sums().map(({ digest }) => digest) });
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Only what was asked for; HubSpot adds some properties of its own. */
export function only(record: ReadRecord, names: readonly string[]): ReadRecord {
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, record.properties[name] ?? null])),
  };
}
