import type { FlapSettings } from "../domain/alerting/flap.ts";
import type { AlertingConfig, MaintenanceWindow, Weekday } from "./config.ts";
import { lasting, type CheckOverrides } from "./schema/check-settings.ts";
import type { ClientFile } from "./schema/client-file.ts";
import type { FleetFile } from "./schema/fleet-file.ts";
import { matcherOf } from "./schema/matcher.ts";

const weekdays: readonly Weekday[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

type Written = Pick<ClientFile & FleetFile, "routeRules" | "maintenance" | "absences">;

/**
 * Rules of routing are taken whole from the client where it has any, windows and absences of both levels hold, and how
 * long a check has to last comes from the nearest level that says it.
 *
 * @param overrides - Of checks, the client's first.
 */
export function resolveAlerting(
  { client, fleet }: { readonly client: Written; readonly fleet: Written },
  overrides: readonly CheckOverrides[],
  timeZone: string,
): AlertingConfig {
  return {
    routeRules: (client.routeRules ?? fleet.routeRules ?? []).map(({ notify, ...lines }) => ({
      when: matcherOf(lines),
      notify,
    })),
    maintenance: [...(fleet.maintenance ?? []), ...(client.maintenance ?? [])].map((window) =>
      resolveWindow(window, timeZone),
    ),
    absences: [...(client.absences ?? []), ...(fleet.absences ?? [])],
    flap: resolveFlap(overrides),
  };
}

function resolveWindow(
  { name, from, until, days, timeZone, ...lines }: NonNullable<Written["maintenance"]>[number],
  zoneOfClient: string,
): MaintenanceWindow {
  const isOnce = from.includes(" ");
  return {
    name,
    scope: matcherOf(lines),
    timeZone: timeZone ?? zoneOfClient,
    times: isOnce
      ? { kind: "once", from, until }
      : { kind: "weekly", from, until, weekdays: (days ?? weekdays).map((day) => weekdays.indexOf(day)) },
  };
}

function resolveFlap(overrides: readonly CheckOverrides[]): AlertingConfig["flap"] {
  const ids = new Set(overrides.flatMap((level) => Object.keys(level)));
  const flap: Record<string, FlapSettings> = {};
  for (const id of ids) {
    const seconds = (name: "opensAfter" | "resolvesAfter") => {
      const written = overrides.map((level) => level[id]?.[name]).find((text) => text !== undefined);
      return written === undefined ? 0 : lasting.parse(written);
    };
    const settings = { opensAfterSeconds: seconds("opensAfter"), resolvesAfterSeconds: seconds("resolvesAfter") };
    if (settings.opensAfterSeconds + settings.resolvesAfterSeconds > 0) flap[id] = settings;
  }
  return flap;
}
