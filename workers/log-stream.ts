import { appendFileSync, mkdirSync, renameSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { DestinationStream } from "pino";
import { droppedLines, noteDroppedLine, noteWrittenLine } from "./log-drops.ts";

const maxBytes = 20 * 1024 * 1024;
/** Between two lines that count for this; it costs a look at the file. */
const linesBetweenLooks = 200;

/**
 * The log in a file. A line that cannot be written is dropped and counted, and the next one that can says so: a full
 * disk costs the log and nothing else. At twenty megabytes the file becomes `….1` and a new one begins.
 */
export function logToFile(path: string): DestinationStream {
  let lines = 0;
  return dropping((text) => {
    if (lines % linesBetweenLooks === 0) makeRoom(path);
    lines += 1;
    appendFileSync(path, text, { mode: 0o600 });
  });
}

/** The log on stdout. Nobody may read it (EPIPE), or it leads to a full disk: both cost the line and nothing else. */
export function logToStdout(): DestinationStream {
  return dropping((text) => writeWhole(1, Buffer.from(text)));
}

function dropping(write: (text: string) => void): DestinationStream {
  let lostBefore: number | null = null;
  return {
    write(line) {
      try {
        write(lostBefore === null ? line : `\n${sayLost(droppedLines() - lostBefore)}${line}`);
        lostBefore = null;
        noteWrittenLine();
      } catch (error) {
        lostBefore ??= droppedLines();
        noteDroppedLine(error);
      }
    },
  };
}

/** The last line before may have been cut in its middle, so this one begins on a line of its own. */
function sayLost(count: number): string {
  const fields = {
    level: 40,
    time: Date.now(),
    dropped: count,
    msg: "Lines of this log could not be written and were dropped.",
  };
  return `${JSON.stringify(fields)}\n`;
}

function makeRoom(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) renameSync(path, `${path}.1`);
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}
