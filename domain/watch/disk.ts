/** How full the disk of the state directory is, as one process sees it. */
export interface DiskReading {
  readonly directory: string;
  /** Bytes that this user may still write; null when the system does not say. */
  readonly freeBytes: number | null;
  /** Lines of the log that could not be written since the process began. */
  readonly logLinesDropped: number;
  readonly state: DiskState;
  /** What is wrong and the way out; null while there is room. */
  readonly sentence: string | null;
}

export type DiskState = "ok" | "low" | "full" | "unknown";

export interface DiskFacts {
  readonly directory: string;
  readonly freeBytes: number | null;
  readonly logLinesDropped: number;
  /** A line could not be written for want of room within the last minutes: a quota shows in nothing else. */
  readonly isRefusing: boolean;
}

const mebibyte = 1024 * 1024;
/** A database needs a segment of sixteen to go on, and Temporal's server as much beside it. */
export const fullBelowBytes = 32 * mebibyte;
const lowBelow = 512 * mebibyte;

export function judgeDisk({ directory, freeBytes, logLinesDropped, isRefusing }: DiskFacts): DiskReading {
  const state = stateOf(freeBytes, isRefusing);
  return {
    directory,
    freeBytes,
    logLinesDropped,
    state,
    sentence: sentenceOf(state, directory, freeBytes, logLinesDropped),
  };
}

function stateOf(freeBytes: number | null, isRefusing: boolean): DiskState {
  if (isRefusing || (freeBytes !== null && freeBytes < fullBelowBytes)) return "full";
  if (freeBytes === null) return "unknown";
  return freeBytes < lowBelow ? "low" : "ok";
}

function sentenceOf(state: DiskState, directory: string, freeBytes: number | null, dropped: number): string | null {
  const left = freeBytes === null ? "" : `, ${Math.floor(freeBytes / mebibyte)} MB are left`;
  const lost = dropped === 0 ? "" : ` ${dropped === 1 ? "1 log line was" : `${dropped} log lines were`} dropped.`;
  if (state === "full")
    return `The disk of ${directory} is full${left}: nothing can be stored there.${lost} Free some space; Revwatch goes on by itself.`;
  if (state === "low")
    return `The disk of ${directory} is nearly full${left}. Free some space, or move the state directory to a larger disk.`;
  if (state === "unknown") return `How full the disk of ${directory} is cannot be told. Check that the folder exists.`;
  return null;
}
