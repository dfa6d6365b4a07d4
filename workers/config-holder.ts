import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { ConfigFaults, type ConfigTrouble } from "../config/config-faults.ts";
import type { RevwatchConfig } from "../config/config.ts";
import { dotEnvName } from "../config/dot-env.ts";
import { loadProject } from "../config/load-project.ts";
import { wholeFile } from "../config/parse-yaml.ts";
import { fleetFileName } from "../config/read-files.ts";

/** The config of a running process. */
export interface ConfigHolder {
  /** The last good config. */
  readonly current: () => RevwatchConfig;
  /** Why the files are not in use as they are now; null when they are. */
  readonly trouble: () => ConfigTrouble | null;
  /** Reads the files now if they have changed, so that what is asked next rests on them. Never throws. */
  refresh(): Promise<void>;
  stop(): void;
}

const lookEveryMs = 1_000;

/**
 * Holds the config and follows its files, `.env` among them: a changed threshold, secret, channel or client holds from
 * the next use on. A change with faults in it is left aside, and the log says so: the config in use is always a good
 * one.
 *
 * @param env - Where secrets are looked up; `.env` is read into it.
 * @throws {ConfigFaults} When the files have faults now, at the start.
 */
export async function holdConfig(directory: string, env: NodeJS.ProcessEnv, logger: Logger): Promise<ConfigHolder> {
  let inUse = await fingerprintOf(directory);
  let config = await load(directory, env);
  let trouble: ConfigTrouble | null = null;
  let lastSeen = inUse;
  let reading: Promise<void> = Promise.resolve();

  async function take(seen: string): Promise<void> {
    if (seen === inUse) return;
    inUse = seen;
    try {
      const changed = await load(directory, env);
      warnOfRestart(config, changed, logger);
      config = changed;
      trouble = null;
      logger.info("The config has changed and is in use.");
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      trouble = { since: trouble?.since ?? new Date(), message };
      logger.error({ error: message }, "The changed config has faults; the one before stays in use.");
    }
  }
  const inTurn = (work: () => Promise<void>) => (reading = reading.then(work).catch(() => undefined));

  // A file that is just being written looks different at each look: it is read once it has come to rest.
  const look = async () => {
    const seen = await fingerprintOf(directory);
    const isAtRest = seen === lastSeen;
    lastSeen = seen;
    if (isAtRest) await take(seen);
  };
  const timer = setInterval(() => void inTurn(look), lookEveryMs);
  timer.unref();
  return {
    current: () => config,
    trouble: () => trouble,
    refresh: () => inTurn(async () => take(await fingerprintOf(directory))),
    stop: () => clearInterval(timer),
  };
}

/** A config that no file stands behind, or whose files nobody changes. */
export function steadyConfig(config: RevwatchConfig): ConfigHolder {
  return { current: () => config, trouble: () => null, refresh: () => Promise.resolve(), stop: () => undefined };
}

async function load(directory: string, env: NodeJS.ProcessEnv): Promise<RevwatchConfig> {
  const config = await loadProject(directory, env);
  // A folder that is gone is a disk that is gone, rather than every client on one day.
  if (config.clients.length === 0 && !existsSync(join(directory, "clients")))
    throw new ConfigFaults([
      wholeFile("clients/", `There is no folder clients in ${directory} any more. Put it back.`),
    ]);
  return config;
}

/** What is opened once, at the start. */
function warnOfRestart(before: RevwatchConfig, after: RevwatchConfig, logger: Logger): void {
  const openedOnce = ({ stateDirectory, databaseUrl, temporal, dashboard: { host, port } }: RevwatchConfig) => ({
    stateDirectory,
    databaseUrl,
    "temporal.address": temporal.address,
    "temporal.namespace": temporal.namespace,
    "dashboard.host": host,
    "dashboard.port": port,
  });
  const old = Object.entries(openedOnce(before));
  const now = openedOnce(after);
  const changed = old.filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name as keyof typeof now]),
  );
  if (changed.length > 0)
    logger.warn(
      { settings: changed.map(([name]) => name) },
      "These settings have changed and hold from the next start on.",
    );
}

async function fingerprintOf(directory: string): Promise<string> {
  const clients = await readdir(join(directory, "clients")).catch(() => []);
  const files = [fleetFileName, dotEnvName, ...clients.map((name) => join("clients", name))];
  const times = await Promise.all(
    files.map((file) =>
      stat(join(directory, file)).then(
        ({ mtimeMs, size, ino }) => `${file}:${mtimeMs}:${size}:${ino}`,
        () => `${file}:absent`,
      ),
    ),
  );
  return times.join("\n");
}
