import type { RevwatchConfig } from "./config.ts";
import { readDotEnv } from "./dot-env.ts";
import { loadConfig } from "./load-config.ts";

/**
 * Reads the config of a folder together with the `.env` beside it, which goes into `env`.
 *
 * @throws {ConfigFaults} With every fault of every file.
 */
export async function loadProject(directory: string, env: NodeJS.ProcessEnv): Promise<RevwatchConfig> {
  readDotEnv(directory, env);
  return loadConfig(directory, env);
}
