import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ConfigFaults } from "./config-faults.ts";
import type { Monitor, PortalAuth, RevwatchConfig } from "./config.ts";
import { readDotEnv } from "./dot-env.ts";
import { findFaults } from "./find-faults.ts";
import { textAt } from "./raw.ts";
import { readConfigFiles } from "./read-files.ts";
import { levelsOf, resolveAuth } from "./resolve-client.ts";
import { resolveFleet } from "./resolve-fleet.ts";
import { resolveMonitors } from "./resolve-monitors.ts";
import { CheckSettings } from "./schema/check-settings.ts";
import { ClientFile } from "./schema/client-file.ts";
import { FleetFile } from "./schema/fleet-file.ts";
import { clientWords } from "./client-words.ts";

/** As much of a client as opens its portal and says what is watched there, while the rest is still to be filled in. */
export interface UnfinishedClient {
  readonly text: string;
  readonly auth: PortalAuth;
  readonly monitors: readonly Monitor[];
  /** Null where it is not filled in. */
  readonly portalId: string | null;
  readonly timeZone: string | null;
  readonly hubspot: RevwatchConfig["hubspot"];
}

const WhatOpens = z.object({
  ...ClientFile.pick({ token: true, oauth: true }).shape,
  ...clientWords,
  checks: CheckSettings.optional(),
});
const WhatIsShared = z.object({
  ...FleetFile.pick({ hubspot: true, checks: true, plans: true }).shape,
  ...clientWords,
});

/**
 * Reads one client whose file may have faults and placeholders elsewhere, together with the `.env` beside it.
 *
 * @returns Null when there is no such client.
 * @throws {ConfigFaults} With the faults of what it reads.
 */
export async function loadUnfinished(
  directory: string,
  clientId: string,
  env: NodeJS.ProcessEnv,
): Promise<UnfinishedClient | null> {
  readDotEnv(directory, env);
  const root = resolve(directory);
  const { fleet, clients, faults } = await readConfigFiles(root);
  const file = clients.find((client) => client.clientId === clientId)?.file;
  if (fleet === null || (file === undefined && faults.some(({ file: name }) => name === `clients/${clientId}.yaml`)))
    throw new ConfigFaults(faults);
  if (file === undefined) return null;
  const found = [...findFaults(fleet, WhatIsShared), ...findFaults(file, WhatOpens)];
  const { token, oauth } = WhatOpens.safeParse(file.value).data ?? {};
  if (found.length === 0 && (token === undefined) === (oauth === undefined))
    found.push(
      file.faultAtKey(
        ["token"],
        "Say what opens this client's portal: token: { env: NAME } or { file: PATH }, or oauth:.",
      ),
    );
  if (found.length > 0) throw new ConfigFaults(found);
  const { hubspot } = WhatIsShared.parse(fleet.value);
  return {
    text: readFileSync(join(root, file.name), "utf8"),
    auth: resolveAuth({ token, oauth }, root),
    monitors: resolveMonitors(levelsOf(fleet, file)),
    portalId: filledIn(textAt(file.value, ["portalId"])),
    timeZone: filledIn(textAt(file.value, ["timeZone"])),
    hubspot: resolveFleet(FleetFile.parse(hubspot === undefined ? {} : { hubspot }), root, {}).hubspot,
  };
}

const filledIn = (text: string | null) => (text === null || text.startsWith("<") ? null : text);
