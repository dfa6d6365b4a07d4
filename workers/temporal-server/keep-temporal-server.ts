import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import { freePort } from "../state-directory/free-port.ts";
import { guardUi, hiddenLoopback, type UiGuard } from "./guard-ui.ts";
import { watchServer } from "./watch-server.ts";
import { startTemporalServer, type TemporalServer, type TemporalServerOptions } from "./start-temporal-server.ts";

export interface KeepTemporalServerOptions extends TemporalServerOptions {
  /** After each restart, with the new pids; `run.json` wants them. */
  readonly onRestart?: (server: TemporalServer) => void;
  readonly logger?: Pick<Logger, "error" | "info">;
  /** How often it is asked whether it lives, and how many times in a row it may not answer. For tests. */
  readonly askEveryMs?: number;
  readonly missesAllowed?: number;
}

export interface KeptTemporalServer {
  readonly address: string;
  /** Where Temporal's own pages answer, to this machine's name alone. */
  readonly uiAddress: string;
  readonly namespace: string;
  /** The one that runs now, or the last one that did. */
  current(): TemporalServer;
  stop(): Promise<void>;
}

const longestDelayMs = 30_000;
/** After this it counts as healthy, and its next death as the first. */
const settledMs = 60_000;

/**
 * Starts the development server and starts it again, at the same address, when it dies or no longer answers: workers
 * and clients then reconnect by themselves and go on where they were, because its state is in a file. It is tried for
 * as long as we live, at first at once and then every half minute: on a full disk it comes back when there is room.
 *
 * @throws {TemporalServerDidNotStart} When the first start fails.
 */
export async function keepTemporalServer(options: KeepTemporalServerOptions): Promise<KeptTemporalServer> {
  const uiHost = hiddenLoopback();
  const { uiPort: guardPort, ...rest } = options;
  let server = await startTemporalServer({ ...rest, uiHost });
  const { address, namespace, port, uiPort } = server;
  const guard = await openGuard(guardPort, server);
  const stopping = new AbortController();
  const { logger, onRestart } = options;

  /** Settles when it is gone; one that hangs is ended first. */
  async function untilGone(): Promise<void> {
    const watch = watchServer(server, options);
    try {
      const end = await Promise.race([server.exited.then(() => "gone" as const), watch.hangs]);
      if (end !== "gone" && !stopping.signal.aborted) {
        logger?.error({ pid: server.pid }, "The Temporal server does not answer any more and is started again.");
        await server.endByForce();
      }
      await server.exited;
    } finally {
      watch.stop();
    }
  }

  async function keep(): Promise<void> {
    for (let delayMs = 0; ;) {
      const since = performance.now();
      await untilGone();
      if (stopping.signal.aborted) return;
      if (performance.now() - since > settledMs) delayMs = 0;
      for (;;) {
        await wait(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        delayMs = Math.min(Math.max(delayMs * 2, 500), longestDelayMs);
        const next = await startTemporalServer({ ...rest, uiHost, port, uiPort }).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          logger?.error({ reason, againInSeconds: delayMs / 1000 }, "The Temporal server cannot be started.");
          return null;
        });
        if (next === null) continue;
        server = next;
        break;
      }
      if (stopping.signal.aborted) return;
      logger?.info({ pid: server.pid }, "The Temporal server runs again.");
      onRestart?.(server);
    }
  }
  const keeping = keep();

  return {
    address,
    uiAddress: `http://127.0.0.1:${guard.port}`,
    namespace,
    current: () => server,
    async stop() {
      stopping.abort();
      await guard.close();
      await server.stop();
      await keeping; // a restart may have been under way
      await server.stop();
    },
  };
}

async function openGuard(
  requested: number | undefined,
  server: TemporalServer,
): Promise<UiGuard & { readonly port: number }> {
  try {
    const port = requested ?? (await freePort({ purpose: "Temporal's own pages", taken: new Set([server.port]) }));
    const { hostname } = new URL(server.uiAddress);
    return { port, ...(await guardUi({ port, upstream: { host: hostname, port: server.uiPort } })) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
