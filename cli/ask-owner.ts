import { setTimeout as wait } from "node:timers/promises";
import { Refused } from "../operations/operation.ts";
import { controlRequest, notAnswering } from "../workers/state-directory/control-request.ts";
import { isSuspended } from "../workers/state-directory/process-identity.ts";
import { isStillRunning, readRunRecord, type RunRecord } from "../workers/state-directory/run-record.ts";
import { limitOf } from "./call-limits.ts";
import type { Reach } from "./reach.ts";
import { version } from "./version.ts";

/** A process owns the data and cannot be asked: it starts, or it is another command that works by itself. */
export interface BusyOwner {
  readonly run: RunRecord;
  /** Whether it gives a sign of life, so that waiting makes sense. */
  isAlive(): Promise<boolean>;
}

/** The owner of a state directory as the one that carries out operations; null when no process owns it. */
export async function askOwner(stateDirectory: string): Promise<Reach | BusyOwner | null> {
  const run = await readRunRecord(stateDirectory);
  if (run === null || !isStillRunning(run.owner)) return null;
  if (run.controlSocket === null) return { run, isAlive: () => isAlive(run) };
  return { call: <Output>(name: string, input: unknown) => ask<Output>(stateDirectory, run, name, input) };
}

const signEveryMs = 3_000;
const signWithinMs = 2_500;
const silencesAllowed = 2;

async function ask<Output>(stateDirectory: string, run: RunRecord, name: string, input: unknown): Promise<Output> {
  const limit = limitOf(name);
  const ms = isSuspended(run.owner.pid) ? Math.min(limit.ms, signWithinMs) : limit.ms;
  const over = new AbortController();
  try {
    const asked = controlRequest(stateDirectory, `/operations/${name}`, {
      body: input,
      timeoutMs: ms,
      signal: over.signal,
    });
    const answer = await (limit.isLong ? Promise.race([asked, untilSilent(stateDirectory, run, over.signal)]) : asked);
    if (answer.kind === "no-owner") throw new OwnerLeft("Revwatch has stopped just now. Try again.");
    return read<Output>(name, answer.status, answer.body, run);
  } finally {
    over.abort();
  }
}

/** Fails when the process that carries out a long operation gives no sign of life any more. */
async function untilSilent(stateDirectory: string, run: RunRecord, signal: AbortSignal): Promise<never> {
  for (let silences = 0; ;) {
    const options = { timeoutMs: signWithinMs, patienceMs: signWithinMs, signal };
    const hasAnswered = await controlRequest(stateDirectory, "/alive", options).then(
      () => true,
      () => signal.aborted,
    );
    silences = hasAnswered ? 0 : silences + 1;
    if (silences > silencesAllowed || (silences > 0 && isSuspended(run.owner.pid)))
      throw notAnswering(run.owner.pid, stateDirectory, undefined);
    await wait(hasAnswered ? signEveryMs : 0, undefined, { signal }).catch(() => new Promise<never>(() => {}));
  }
}

/** A Revwatch that starts shows its page from the first second on; another command only runs, or was halted. */
async function isAlive({ owner, dashboardUrl }: RunRecord): Promise<boolean> {
  if (isSuspended(owner.pid)) return false;
  if (dashboardUrl === null) return true;
  return fetch(new URL("/livez", dashboardUrl), { signal: AbortSignal.timeout(signWithinMs) }).then(
    () => true,
    () => false,
  );
}

/** It was there a moment ago. */
class OwnerLeft extends Error {
  override readonly name = "OwnerNotAnswering";
}

function read<Output>(name: string, status: number, body: string, run: RunRecord): Output {
  const value = parse(body);
  const isOurs = typeof value === "object" && value !== null;
  if (status === 200) {
    if (!isOurs || ("schemaVersion" in value && value.schemaVersion !== 1)) throw otherVersion(name, run);
    return value as Output;
  }
  const { error, errorName } = (isOurs ? value : {}) as { error?: unknown; errorName?: unknown };
  const message = typeof error === "string" ? error : `it answered ${status}`;
  if (status === 404 || (status === 400 && run.version !== version)) throw otherVersion(name, run);
  if (status === 409 || status === 400) throw new Refused(message);
  // The name decides the exit code, as it would if it had happened here.
  throw Object.assign(new Error(message), typeof errorName === "string" ? { name: errorName } : {});
}

function otherVersion(name: string, { owner, version: theirs }: RunRecord): Error {
  const which = theirs === version ? "answers something else" : `is version ${theirs}, and this is ${version}`;
  return new Refused(
    `The Revwatch that runs (process ${owner.pid}) does not know ${name} as this one does: it ${which}. Restart it, so that it is of this version.`,
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
