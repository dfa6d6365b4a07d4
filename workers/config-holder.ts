import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import type { RevwatchConfig } from "../config/config.ts";
import { loadConfig } from "../config/load-config.ts";

/** The config of a running process. */
export interface ConfigHolder {
  current(): RevwatchConfig;
  stop(): void;
}

const lookEveryMs = 5_000;

/**
 * Reads the config again when a file of it changes, so that a new threshold holds from the next activity on. A change
 * with faults in it is left aside, and the log says so: the config that runs is always a good one.
 */
export async function holdConfig(directory: string, env: NodeJS.ProcessEnv, logger: Logger): Promise<ConfigHolder> {
  let config = await loadConfig(directory, env);
  let seen = await fingerprintOf(directory);
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();

  async function look(): Promise<void> {
    const now = await fingerprintOf(directory);
    if (now === seen) return;
    seen = now;
    try {
      config = await loadConfig(directory, env);
      logger.info("The config has changed and is in use.");
    } catch (error) {
      logger.error(
        { error: error instanceof Error ? error.message : String(error) },
        "The changed config has faults; the one before stays in use.",
      );
    }
  }
  return { current: () => config, stop: () => clearInterval(timer) };
}

async function fingerprintOf(directory: string): Promise<string> {
  const clients = await readdir(join(directory, "clients")).catch(() => []);
  const files = ["revwatch.yaml", ...clients.map((name) => join("clients", name))];
  const times = await Promise.all(
    files.map((file) =>
      stat(join(directory, file)).then(
        ({ mtimeMs, size }) => `${file}:${mtimeMs}:${size}`,
        () => `${file}:absent`,
      ),
    ),
  );
  return times.join("\n");
}
