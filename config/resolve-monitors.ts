import { checks } from "../checks/index.ts";
import type { Check } from "../checks/define-check.ts";
import type { Monitor } from "./config.ts";
import type { CheckOverrides } from "./schema/check-settings.ts";

/** The checks that are switched on for one client, each setting from the nearest level that names it. */
export function resolveMonitors(fleet: CheckOverrides, client: CheckOverrides): readonly Monitor[] {
  return checks
    .filter(({ id }) => client[id]?.enabled ?? fleet[id]?.enabled ?? true)
    .map((check) => resolveMonitor(check, fleet[check.id] ?? {}, client[check.id] ?? {}));
}

function resolveMonitor(check: Check, fleet: CheckOverrides[string], client: CheckOverrides[string]): Monitor {
  const params = check.params.parse({ ...fleet.params, ...client.params }) as Readonly<Record<string, unknown>>;
  const origin = (isSet: (level: CheckOverrides[string]) => boolean) =>
    isSet(client) ? "client" : isSet(fleet) ? "fleet" : "default";
  return {
    checkId: check.id,
    cadence: client.cadence ?? fleet.cadence ?? check.cadence,
    severity: client.severity ?? fleet.severity ?? check.severity,
    params,
    origins: {
      cadence: origin(({ cadence }) => cadence !== undefined),
      severity: origin(({ severity }) => severity !== undefined),
      ...Object.fromEntries(
        Object.keys(params).map((name) => [
          `params.${name}`,
          origin((level) => level.params !== undefined && name in level.params),
        ]),
      ),
    },
  };
}
