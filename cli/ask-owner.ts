import { Refused } from "../operations/operation.ts";
import { controlRequest } from "../workers/state-directory/control-request.ts";
import { isStillRunning, readRunRecord } from "../workers/state-directory/run-record.ts";
import type { Reach } from "./reach.ts";

/** An audit or a report takes as long as it takes; everything else answers at once. */
const patienceMs = 30 * 60_000;

/**
 * The owner of a state directory as somebody who carries out operations; null when nobody owns it, and "busy" while
 * the owner cannot be asked: it starts, or it is another command that works by itself.
 */
export async function askOwner(stateDirectory: string): Promise<Reach | "busy" | null> {
  const run = await readRunRecord(stateDirectory);
  if (run === null || !isStillRunning(run.owner)) return null;
  if (run.controlSocket === null) return "busy";
  return {
    async call<Output>(name: string, input: unknown) {
      const answer = await controlRequest(stateDirectory, `/operations/${name}`, { body: input, timeoutMs: patienceMs });
      if (answer.kind === "no-owner") throw new OwnerLeft("Revwatch has stopped just now. Try again.");
      return read<Output>(name, answer.status, answer.body);
    },
  };
}

/** It was there a moment ago. */
class OwnerLeft extends Error {
  override readonly name = "OwnerNotAnswering";
}

function read<Output>(name: string, status: number, body: string): Output {
  const value = parse(body);
  if (status === 200) return value as Output;
  const said = (value as { error?: unknown } | null)?.error;
  const message = typeof said === "string" ? said : `it answered ${status}`;
  if (status === 409 || status === 400) throw new Refused(message);
  if (status === 404)
    throw new Refused(`The Revwatch that runs does not know ${name}. Restart it, so that it is of this version.`);
  throw new Error(message);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
