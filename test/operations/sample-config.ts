import type { ClientConfig, RevwatchConfig } from "../../config/config.ts";
import { loadConfig } from "../../config/load-config.ts";
import { onlyFixedYaml } from "../support/fixed-checks.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";

/** A config of one client, Northwind, as the loader gives it. */
export async function sampleConfig(more: Readonly<Record<string, string>> = {}): Promise<RevwatchConfig> {
  const fleet = fleetYaml + onlyFixedYaml();
  return loadConfig(writeConfig({ "revwatch.yaml": fleet, "clients/northwind.yaml": clientYaml, ...more }), {});
}

/** The config with its first client changed. */
export function withClient(config: RevwatchConfig, changes: Partial<ClientConfig>): RevwatchConfig {
  return { ...config, clients: [{ ...config.clients[0]!, ...changes }] };
}
