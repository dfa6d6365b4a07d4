import type { Logger } from "pino";
import { isDoneWithin } from "../within.ts";
import { realTimers, type Timers } from "./timers.ts";

export interface LoopOptions {
  /** For the log. */
  readonly name: string;
  readonly everyMs: () => number;
  readonly step: () => Promise<void>;
  readonly logger: Pick<Logger, "warn">;
  readonly timers?: Timers;
}

export interface Loop {
  /** Ends it after the step that runs now, which gets a few seconds. */
  stop(): Promise<void>;
}

const lastStepMs = 5_000;

/**
 * Does one thing again and again, whatever becomes of a single time: a step that fails is logged, and the next one
 * comes.
 */
export function startLoop({ name, everyMs, step, logger, timers = realTimers }: LoopOptions): Loop {
  const stopping = new AbortController();
  let lastFault = "";

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await step();
        lastFault = "";
      } catch (error) {
        const fault = error instanceof Error ? error.message : String(error);
        // The same fault each half minute would fill the log.
        if (fault !== lastFault) logger.warn({ err: error }, `${name} failed. It is tried again.`);
        lastFault = fault;
      }
      await timers.sleep(everyMs(), stopping.signal);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await isDoneWithin(lastStepMs, running);
    },
  };
}
