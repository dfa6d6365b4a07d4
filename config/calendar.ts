import type { BusinessTime } from "../domain/business-time.ts";
import { createBusinessTime } from "../domain/time/business-time.ts";
import type { ClientConfig, OpeningHours, Weekday } from "./config.ts";

const weekdays: readonly Weekday[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** The business time of one client. */
export function businessTimeOf({
  timeZone,
  businessHours,
  holidays,
}: Pick<ClientConfig, "timeZone" | "businessHours" | "holidays">): BusinessTime {
  const hours =
    businessHours === "always"
      ? null
      : businessHours.map(({ day, opens, closes }) => ({ weekday: weekdays.indexOf(day), opens, closes }));
  return createBusinessTime({ timeZone, hours, holidays });
}

/** "Mon, Tue, Wed, Thu 08:30–18:00; Fri 08:30–16:00 (Europe/Berlin)", as the report prints it. */
export function sayBusinessHours({
  timeZone,
  businessHours,
}: Pick<ClientConfig, "timeZone" | "businessHours">): string {
  if (businessHours === "always") return `around the clock (${timeZone})`;
  const spansOfDay = Map.groupBy(businessHours, ({ day }) => day);
  const daysOfSpans = Map.groupBy(spansOfDay, ([, spans]) => spans.map(saySpan).join(", "));
  const said = [...daysOfSpans].map(([spans, days]) => `${days.map(([day]) => sayDay(day)).join(", ")} ${spans}`);
  return `${said.join("; ")} (${timeZone})`;
}

function saySpan({ opens, closes }: OpeningHours): string {
  return `${opens}–${closes}`;
}

function sayDay(day: Weekday): string {
  return day.slice(0, 1).toUpperCase() + day.slice(1, 3);
}
