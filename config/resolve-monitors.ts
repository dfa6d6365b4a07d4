import { checks } from "../checks/index.ts";
import type { Check } from "../checks/define-check.ts";
import { wordsFor } from "./client-words.ts";
import type { Monitor } from "./config.ts";
import type { CheckOverride, CheckOverrides } from "./schema/check-settings.ts";

/** What one level says of checks, as written. */
export interface CheckLevel {
  readonly checks: CheckOverrides;
  /** What it says once for all of them. A check's own params come first. */
  readonly words: Readonly<Record<string, unknown>>;
}

/** The checks that are switched on for one client, each setting from the nearest level that names it. */
export function resolveMonitors(fleet: CheckLevel, client: CheckLevel): readonly Monitor[] {
  return checks
    .filter(({ id }) => client.checks[id]?.enabled ?? fleet.checks[id]?.enabled ?? true)
    .map((check) => resolveMonitor(check, overrideOf(check, fleet), overrideOf(check, client)));
}

function overrideOf(check: Check, { checks: overrides, words }: CheckLevel): CheckOverride {
  const own = overrides[check.id] ?? {};
  return { ...own, params: { ...wordsFor(check, words), ...own.params } };
}

function resolveMonitor(check: Check, fleet: CheckOverride, client: CheckOverride): Monitor {
  const params = check.params.parse({ ...fleet.params, ...client.params }) as Readonly<Record<string, unknown>>;
  const origin = (isSet: (level: CheckOverride) => boolean) =>
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
