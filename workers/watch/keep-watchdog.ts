import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { tryOsLock } from "../state-directory/os-lock.ts";
import { isDoneWithin } from "../within.ts";
import { startLoop, type Loop } from "./start-loop.ts";

export interface KeepWatchdogOptions {
  readonly stateDirectory: string;
  /** The folder of revwatch.yaml. */
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Pick<Logger, "info" | "warn">;
  /** Told of each new child, so that the next owner can end it if we are killed. */
  readonly onStart: (pid: number) => Promise<void>;
  readonly lookEveryMs?: number;
}

const command = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const usualLookMs = 10_000;
const endsWithinMs = 5_000;

export function watchdogLockPath(stateDirectory: string): string {
  return join(stateDirectory, "watchdog.lock");
}

/**
 * Keeps a watchdog as a child, unless one of its own unit is there already. It is not ended with us when we are killed,
 * for that is what it has to tell; it is ended when we stop in order.
 */
export function keepWatchdog(options: KeepWatchdogOptions): Loop {
  const { stateDirectory, logger, lookEveryMs = usualLookMs } = options;
  let child: ChildProcess | null = null;
  let isStopping = false;

  const loop = startLoop({
    name: "Keeping the watchdog",
    everyMs: () => lookEveryMs,
    async step() {
      if (child !== null || isWatched(stateDirectory)) return;
      const started = startChild(options);
      child = started;
      started.once("exit", (code, signal) => {
        if (child === started) child = null;
        if (!isStopping) logger.warn({ code, signal }, "The watchdog ended. It is started again.");
      });
      started.once("error", () => (child = null));
      if (started.pid !== undefined) await options.onStart(started.pid);
    },
    logger,
  });
  return {
    async stop() {
      isStopping = true;
      await loop.stop();
      if (child !== null) await endChild(child);
    },
  };
}

/** Whether another watchdog holds the place. */
function isWatched(stateDirectory: string): boolean {
  const lock = tryOsLock(watchdogLockPath(stateDirectory));
  lock?.release();
  return lock === null;
}

function startChild({ directory, env }: KeepWatchdogOptions): ChildProcess {
  const child = spawn(process.execPath, [command, "watchdog", "--directory", directory], {
    cwd: directory,
    env,
    stdio: "ignore",
    detached: true,
    windowsHide: true,
  });
  child.unref();
  return child;
}

async function endChild(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  if (!(await isDoneWithin(endsWithinMs, ended))) child.kill("SIGKILL");
}
