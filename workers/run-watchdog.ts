import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { RevwatchConfig } from "../config/config.ts";
import { readDatabaseUrl } from "../config/database-url.ts";
import { loadProject } from "../config/load-project.ts";
import type { StoreHandle } from "../storage/database.ts";
import { openPostgres, type OpenDatabase } from "../storage/open-database.ts";
import { closeInOrder } from "./close-in-order.ts";
import { holdConfig } from "./config-holder.ts";
import { logToStdout } from "./log-stream.ts";
import { createLogger } from "./create-logger.ts";
import { openChannels } from "./open-channels.ts";
import type { RunOptions } from "./run-up.ts";
import { runUntilStopped, type Running } from "./run-until-stopped.ts";
import { tryOsLock, type OsLock } from "./state-directory/os-lock.ts";
import { livesOn } from "./stray-faults.ts";
import { watchdogLockPath } from "./watch/keep-watchdog.ts";
import { startWatchdog } from "./watch/start-watchdog.ts";

/**
 * `revwatch watchdog`: ring two of the watch, until a signal, or until the folder that it watches is gone. One watches
 * at a time; another one waits for its turn.
 */
export async function runWatchdog({ directory, env = process.env }: RunOptions): Promise<void> {
  const config = await loadProject(directory, env);
  const logger = createLogger(logToStdout());
  livesOn((error, kind) => logger.error({ err: error, kind }, "A fault that nobody caught. The process goes on."));
  try {
    await runUntilStopped((signal) => start({ directory, env }, config, logger, signal));
  } catch (error) {
    if (!(error instanceof NothingLeft)) throw error;
  }
}

async function start(
  { directory, env }: Required<RunOptions>,
  { stateDirectory }: RevwatchConfig,
  logger: ReturnType<typeof createLogger>,
  signal: AbortSignal,
): Promise<Running> {
  await mkdir(join(stateDirectory, "watch"), { recursive: true, mode: 0o700 });
  const lock = await waitForTurn(stateDirectory, signal);
  const holder = await holdConfig(directory, env, logger);
  const database = lazyPostgres(() => readDatabaseUrl(holder.current(), env));
  const watchdog = startWatchdog({
    stateDirectory,
    config: holder.current,
    channels: openChannels(holder.current, env),
    db: database === null ? null : () => database.open(),
    logger,
    url: () => holder.current().dashboard.publicAddress,
  });
  logger.info({ watches: database === null ? "fact file" : "database" }, "The watchdog watches.");
  return {
    broken: untilGone(directory, stateDirectory),
    async close() {
      await closeInOrder([() => watchdog.stop(), () => holder.stop(), () => database?.close(), () => lock.release()]);
    },
  };
}

const lookAgainMs = 2_000;

async function waitForTurn(stateDirectory: string, signal: AbortSignal): Promise<OsLock> {
  for (let hasTold = false; ; hasTold = true) {
    const lock = tryOsLock(watchdogLockPath(stateDirectory));
    if (lock !== null) return lock;
    if (!hasTold) process.stderr.write("Another watchdog watches here. Waiting until it ends …\n");
    await wait(lookAgainMs, undefined, { signal });
  }
}

/** A folder that was removed has nothing left to watch. */
class NothingLeft extends Error {
  override readonly name = "NothingLeft";
}

async function untilGone(...folders: readonly string[]): Promise<never> {
  for (;;) {
    await wait(lookAgainMs);
    const gone = folders.find((folder) => !existsSync(folder));
    if (gone !== undefined) throw new NothingLeft(`${gone} is gone, so there is nothing left to watch.`);
  }
}

/** PostgreSQL, opened with the first question that it answers; null where the embedded database is in use. */
function lazyPostgres(url: () => string | null): { open(): Promise<StoreHandle>; close(): Promise<void> } | null {
  if (url() === null) return null;
  let opened: OpenDatabase | null = null;
  return {
    async open() {
      opened ??= await openPostgres(url()!, { connections: 1 });
      return opened.db;
    },
    close: async () => opened?.close(),
  };
}
