import { writeSync } from "node:fs";

/** How a fault came that nobody caught. */
export type StrayKind = "exception" | "rejection";
export type StrayDecision = "live-on" | "end";

/** So many within a minute mean that the process does nothing but fail. */
const mostInAMinute = 60;
const minuteMs = 60_000;
const exitInternal = 70;

/**
 * Whether the process lives on. A promise that nobody waited for has unwound nothing else; a socket, stream or child
 * that broke is the world's doing, and whoever uses it hears of it by its own way. A fault of ours in the middle of
 * something has left that something half done: then the process ends, and the next start takes up what it left.
 */
export function decideStray(error: unknown, kind: StrayKind, withinTheMinute: number): StrayDecision {
  if (withinTheMinute > mostInAMinute) return "end";
  return kind === "rejection" || isOfTheWorld(error) ? "live-on" : "end";
}

/** Node's own words for a stream that was cut, a socket that is gone, or an answer that nobody waits for. */
const brokenPipes = /^ERR_(STREAM_|SOCKET_|HTTP_|HTTP2_|TLS_|IPC_|SSL_|INVALID_HTTP|CANCELED)/;

function isOfTheWorld(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof syscall === "string") return true;
  if (typeof code === "string") return brokenPipes.test(code) || !code.startsWith("ERR_");
  return /^Connection terminated|not queryable$|socket hang up/.test(error.message);
}

export type LogStray = (error: unknown, kind: StrayKind) => void;

let log: LogStray | null = null;
let times: number[] = [];

/**
 * Makes this the one owner of what nobody caught, in this process. Until `livesOn` was called the process is a command:
 * then any such fault ends it at once.
 */
export function ownStrayFaults(): void {
  process.on("uncaughtException", (error) => meet(error, "exception"));
  process.on("unhandledRejection", (error) => meet(error, "rejection"));
}

/** From now on the process is meant to stay: faults of the world are logged and it goes on. */
export function livesOn(logStray: LogStray): void {
  log = logStray;
}

/**
 * Temporal's client asks again after a pause, from a timer that it does not end with its connection: whoever closes one
 * in that pause, such as by Ctrl-C in the middle of a start, meets this. The call's own promise tells what became of
 * it.
 */
function comesAfterTheClose(error: unknown): boolean {
  return error instanceof Error && error.message === "Channel has been shut down";
}

function meet(error: unknown, kind: StrayKind): void {
  if (comesAfterTheClose(error)) return;
  const now = performance.now();
  times = [...times.filter((at) => at > now - minuteMs), now];
  if (log === null || decideStray(error, kind, times.length) === "end") endAtOnce(exitInternal, sentenceOf(error));
  log(error, kind);
}

function sentenceOf(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const trace = process.env["REVWATCH_TRACE"] && error instanceof Error ? `\n${error.stack}` : "";
  return `error: A fault of Revwatch itself has ended it (${said.split("\n")[0]}). Start it again: it goes on where it was. REVWATCH_TRACE=1 shows where it happened.${trace}`;
}

/**
 * Ends the process now, whatever holds it: native threads, timers, open sockets. The locks go with it, and children of
 * ours end when their pipe closes.
 */
export function endAtOnce(code: number, sentence: string): never {
  try {
    writeSync(2, `${sentence}\n`);
  } catch {
    // Nobody listens, and that must not keep us.
  }
  process.exit(code);
}
