import { setTimeout as wait } from "node:timers/promises";
import { NativeConnection, type WorkflowBundle } from "@temporalio/worker";
import type { Logger } from "pino";
import type { ActivityWorld } from "../activities/world.ts";
import { unavailable } from "./connect-temporal.ts";
import { runWorkers, type RunningWorkers } from "./run-workers.ts";
import type { TemporalTarget } from "./temporal-address.ts";

export interface KeepWorkersOptions {
  readonly target: TemporalTarget;
  readonly world: ActivityWorld;
  /** From `workflowBundle`. */
  readonly bundle: WorkflowBundle;
  readonly logger: Logger;
}

export interface KeptWorkers {
  /** Since when no work is taken, and why; null while the workers run. */
  trouble(): WorkersTrouble | null;
  stop(): Promise<void>;
}

export interface WorkersTrouble {
  readonly since: Date;
  readonly reason: string;
}

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

/**
 * Runs the workers and starts them again, over a new connection, when they end by themselves: Temporal refused them,
 * its namespace went, the connection could not be saved. The process lives on meanwhile, so that it can say so.
 *
 * @throws {Error} When the first start fails.
 */
export async function keepWorkers(options: KeepWorkersOptions): Promise<KeptWorkers> {
  const stopping = new AbortController();
  let running: Connected | null = await connect(options);
  let trouble: WorkersTrouble | null = null;

  const keep = async (): Promise<void> => {
    for (let delayMs = firstDelayMs; !stopping.signal.aborted;) {
      const reason = running === null ? null : await running.ended;
      if (stopping.signal.aborted) return;
      if (reason !== null) {
        trouble ??= { since: new Date(), reason };
        options.logger.error(
          { reason, againInSeconds: delayMs / 1000 },
          "The workers ended by themselves and are started again.",
        );
        await running?.close();
      }
      await wait(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      delayMs = Math.min(delayMs * 2, longestDelayMs);
      running = await connect(options).catch((error: unknown) => {
        options.logger.error({ reason: sentenceOf(error) }, "The workers cannot be started.");
        return null;
      });
      if (running === null) continue;
      // Whoever is refused is refused within seconds; after them it counts as mended.
      const held = await Promise.race([
        running.ended,
        wait(settledMs, null, { signal: stopping.signal }).catch(() => null),
      ]);
      if (held === null) {
        trouble = null;
        delayMs = firstDelayMs;
        options.logger.info("The workers run again.");
      }
    }
  };
  const keeping = keep();
  return {
    trouble: () => trouble,
    async stop() {
      stopping.abort();
      await running?.stop();
      await keeping;
      await running?.close();
    },
  };
}

const settledMs = 10_000;

interface Connected {
  /** Why they ended; settles, never rejects. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

async function connect({ target, world, bundle }: KeepWorkersOptions): Promise<Connected> {
  const connection = await NativeConnection.connect(target.connectionOptions as never).catch((error: unknown) => {
    throw unavailable(target.connectionOptions.address, error);
  });
  let workers: RunningWorkers;
  try {
    workers = await runWorkers({ connection, namespace: target.namespace, world, bundle });
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
  return {
    ended: workers.finished.then(() => "they were stopped", sentenceOf),
    stop: () => workers.stop(),
    async close() {
      await workers.stop();
      // A worker that broke may still hold it; it goes with the process then.
      await connection.close().catch(() => undefined);
    },
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
