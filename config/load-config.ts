import { resolve } from "node:path";
import { ConfigFaults } from "./config-faults.ts";
import type { RevwatchConfig } from "./config.ts";
import { findCrossFaults } from "./find-cross-faults.ts";
import { findFaults } from "./find-faults.ts";
import { exceptPlaceholders, findPlaceholders } from "./find-placeholders.ts";
import { readConfigFiles } from "./read-files.ts";
import { resolveClient } from "./resolve-client.ts";
import { daysOffIn } from "./resolve-holidays.ts";
import { resolveFleet } from "./resolve-fleet.ts";
import { ClientFile } from "./schema/client-file.ts";
import { FleetFile } from "./schema/fleet-file.ts";

/**
 * Reads `revwatch.yaml` and `clients/*.yaml` of a folder. No clients at all is fine here; whoever needs some asks
 * `requireClients`.
 *
 * @param env - Where DATABASE_URL, TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are looked up. An empty one ignores them.
 *   Secrets are only named here; `readSecret` reads them.
 * @throws {ConfigFaults} With every fault of every file. Nothing else is thrown, whatever the files hold.
 */
export async function loadConfig(
  directory: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<RevwatchConfig> {
  const root = resolve(directory);
  const files = await readConfigFiles(root);
  const placeholders = [files.fleet, ...files.clients.map(({ file }) => file)].flatMap((file) =>
    file === null ? [] : findPlaceholders(file),
  );
  const holidays = new Map(
    await Promise.all(files.clients.map(async ({ file }) => [file, await daysOffIn(file)] as const)),
  );
  const others = [
    ...[...holidays.values()].flatMap(({ faults }) => faults),
    ...(files.fleet === null ? [] : findFaults(files.fleet, FleetFile)),
    ...files.clients.flatMap(({ file }) => findFaults(file, ClientFile)),
    ...findCrossFaults(files),
  ];
  const faults = [...files.faults, ...placeholders, ...exceptPlaceholders(others, placeholders)];
  if (faults.length > 0 || files.fleet === null) throw new ConfigFaults(faults);

  const fleet = { settings: FleetFile.parse(files.fleet.value), file: files.fleet };
  return {
    ...resolveFleet(fleet.settings, root, env),
    clients: files.clients.map(({ clientId, file }) => {
      const { faults: _, ...days } = holidays.get(file)!;
      return resolveClient(clientId, { settings: ClientFile.parse(file.value), file, ...days }, fleet, root);
    }),
  };
}
