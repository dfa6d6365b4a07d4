import { ConfigFaults } from "./config-faults.ts";
import type { RevwatchConfig } from "./config.ts";
import { wholeFile } from "./parse-yaml.ts";

/**
 * For whatever makes no sense without anybody to watch.
 *
 * @throws {ConfigFaults} When there are no clients.
 */
export function requireClients(config: RevwatchConfig): void {
  if (config.clients.length > 0) return;
  throw new ConfigFaults([wholeFile("clients/", "There are no clients yet. Add one: revwatch client add <id>")]);
}
