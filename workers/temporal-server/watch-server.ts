import { setTimeout as wait } from "node:timers/promises";
import { answers } from "./answers.ts";

export interface WatchServerOptions {
  readonly askEveryMs?: number;
  readonly missesAllowed?: number;
}

export interface ServerWatch {
  /** Settles when the server has not answered that many times in a row; never when it is healthy. */
  readonly hangs: Promise<"hangs">;
  stop(): void;
}

const defaultEveryMs = 10_000;
/** A busy machine makes it slow for a while; a minute and a half without one answer is no slowness. */
const defaultMisses = 6;
const answerWithinMs = 5_000;

/**
 * Asks the server on a fixed beat whether it answers. The count is of questions, not of time: a machine that slept has
 * asked none meanwhile.
 */
export function watchServer({ address }: { readonly address: string }, options: WatchServerOptions = {}): ServerWatch {
  const { askEveryMs = defaultEveryMs, missesAllowed = defaultMisses } = options;
  const stopping = new AbortController();
  const { promise: hangs, resolve } = Promise.withResolvers<"hangs">();

  void (async () => {
    for (let misses = 0; ;) {
      await wait(askEveryMs, undefined, { signal: stopping.signal, ref: false });
      misses = (await answers(address, Math.min(answerWithinMs, askEveryMs))) ? 0 : misses + 1;
      if (misses > missesAllowed) return resolve("hangs");
    }
  })().catch(() => undefined); // it was stopped
  return { hangs, stop: () => stopping.abort() };
}
