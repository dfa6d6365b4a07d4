import { request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { resolve } from "node:path";
import { isSuspended } from "./process-identity.ts";
import { isStillRunning, readRunRecord } from "./run-record.ts";

/** The owner's answer; or the news that nobody owns the directory, so that the caller may work in process. */
export type ControlAnswer =
  | { readonly kind: "answered"; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: "no-owner" };

export interface ControlRequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. With it the method is POST unless another is named. */
  readonly body?: unknown;
  readonly timeoutMs?: number;
  /** How long an owner that has just started may take to open its socket. */
  readonly patienceMs?: number;
  /** Breaks it off. */
  readonly signal?: AbortSignal;
}

/** An owner lives and does not answer. The message says what to do. */
export class OwnerNotAnswering extends Error {
  override readonly name = "OwnerNotAnswering";
}

/**
 * Asks the owner of a state directory over its control socket.
 *
 * @throws {OwnerNotAnswering} When it lives and gives no answer in time.
 */
export async function controlRequest(
  stateDirectory: string,
  path: string,
  options: ControlRequestOptions = {},
): Promise<ControlAnswer> {
  const directory = resolve(stateDirectory);
  const deadline = Date.now() + (options.patienceMs ?? 5_000);
  for (;;) {
    options.signal?.throwIfAborted();
    const run = await readRunRecord(directory);
    if (run === null || !isStillRunning(run.owner)) return { kind: "no-owner" };

    if (run.controlSocket !== null) {
      const answer = await send(run.controlSocket, path, options).catch((error: unknown) => {
        if (!isNobodyListening(error)) throw notAnswering(run.owner.pid, directory, error);
        return null; // it stops, or it has not opened its socket yet
      });
      if (answer) return answer;
    }
    if (Date.now() > deadline) throw notAnswering(run.owner.pid, directory, undefined);
    await wait(50);
  }
}

/** Far more than any operation answers with. */
const mostCharacters = 256 * 1024 * 1024;

function send(socketPath: string, path: string, options: ControlRequestOptions): Promise<ControlAnswer> {
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const headers =
    body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const method = options.method ?? (body === undefined ? "GET" : "POST");
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method, headers, signal, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > mostCharacters) response.destroy(new Error("The answer does not end."));
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          kind: "answered",
          status: response.statusCode ?? 0,
          contentType: response.headers["content-type"] ?? "",
          body: text,
        }),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

function isNobodyListening(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ECONNREFUSED");
}

/** One sentence with who it is and the way out; a process that was halted needs another one than one that hangs. */
export function notAnswering(pid: number, directory: string, cause: unknown): OwnerNotAnswering {
  const wayOut = isSuspended(pid)
    ? `It was halted (Ctrl-Z or SIGSTOP): continue it with \`kill -CONT ${pid}\`, or end it with \`kill -KILL ${pid}\`.`
    : `Look at its log; if it hangs, end process ${pid} and start it again: it goes on where it was.`;
  return new OwnerNotAnswering(`Revwatch (process ${pid}) owns ${directory} and does not answer. ${wayOut}`, { cause });
}
