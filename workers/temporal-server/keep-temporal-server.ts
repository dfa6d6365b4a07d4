import { startTemporalServer, type TemporalServer, type TemporalServerOptions } from "./start-temporal-server.ts";

export interface KeepTemporalServerOptions extends TemporalServerOptions {
  /** After each restart, with the new pids; `run.json` wants them. */
  readonly onRestart?: (server: TemporalServer) => void;
  /** The server keeps dying, and nobody starts it any more. */
  readonly onGivenUp?: (error: Error) => void;
}

export interface KeptTemporalServer {
  readonly address: string;
  readonly uiAddress: string;
  readonly namespace: string;
  /** The one that runs now. */
  current(): TemporalServer;
  stop(): Promise<void>;
}

const restartsAllowed = 5;
const withinMs = 60_000;

/**
 * Starts the development server and starts it again, at the same address, when it dies: workers and clients then
 * reconnect by themselves and go on where they were, because its state is in a file.
 *
 * @throws {TemporalServerDidNotStart} When the first start fails.
 */
export async function keepTemporalServer(options: KeepTemporalServerOptions): Promise<KeptTemporalServer> {
  let server = await startTemporalServer(options);
  const { address, uiAddress, namespace, port, uiPort } = server;
  let isStopping = false;
  let restarts: number[] = [];

  const watch = async (): Promise<void> => {
    for (;;) {
      await server.exited;
      if (isStopping) return;

      restarts = [...restarts.filter((at) => at > performance.now() - withinMs), performance.now()];
      if (restarts.length > restartsAllowed) {
        throw new Error(
          `The Temporal server died ${restarts.length} times within a minute. Its log is in ${options.stateDirectory}.`,
        );
      }
      server = await startTemporalServer({ ...options, port, uiPort });
      if (isStopping) return;
      options.onRestart?.(server);
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!isStopping) options.onGivenUp?.(error instanceof Error ? error : new Error(String(error)));
  });

  return {
    address,
    uiAddress,
    namespace,
    current: () => server,
    async stop() {
      isStopping = true;
      await server.stop();
      await watching; // a restart may have been under way
      await server.stop();
    },
  };
}
