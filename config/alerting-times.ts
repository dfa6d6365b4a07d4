import type { Absence } from "../domain/alerting/absence.ts";
import type { OpenWindow } from "../domain/alerting/maintain.ts";
import { localInstant, nextDay } from "../domain/time/civil-day.ts";
import { currentOrNextSpan, openSpan } from "../domain/time/maintenance-window.ts";
import type { ClientConfig } from "./config.ts";

type Calendar = Pick<ClientConfig, "alerting" | "timeZone">;

/** The maintenance windows of a client that are open. */
export function openWindowsOf({ alerting }: Calendar, now: Date): readonly OpenWindow[] {
  return alerting.maintenance.flatMap(({ name, scope, times, timeZone }) => {
    const span = openSpan(times, timeZone, now);
    return span === null ? [] : [{ name, scope, ...span }];
  });
}

/** All of them that are open or come again, the next one first. */
export function windowsToCome(
  { alerting }: Calendar,
  now: Date,
): readonly (OpenWindow & { readonly timeZone: string })[] {
  return alerting.maintenance
    .flatMap(({ name, scope, times, timeZone }) => {
      const span = currentOrNextSpan(times, timeZone, now);
      return span === null ? [] : [{ name, scope, timeZone, ...span }];
    })
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** Who is away when, as instants: from the midnight before the first day to the one after the last. */
export function absencesOf({ alerting, timeZone }: Calendar): readonly Absence[] {
  const midnight = (day: string) => new Date(localInstant(day, "00:00", timeZone));
  return alerting.absences.map(({ receiver, backup, from, until }) => ({
    receiver,
    backup,
    from: midnight(from),
    until: midnight(nextDay(until)),
  }));
}
