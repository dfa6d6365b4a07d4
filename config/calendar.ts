import type { BusinessTime } from "../domain/business-time.ts";
import { createBusinessTime } from "../domain/time/business-time.ts";
import type { ClientConfig, Weekday } from "./config.ts";

const weekdays: readonly Weekday[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** 0 is Sunday. */
export function weekdayNumber(day: Weekday): number {
  return weekdays.indexOf(day);
}

/** The business time of one client. */
export function businessTimeOf({
  timeZone,
  businessHours,
  holidays,
}: Pick<ClientConfig, "timeZone" | "businessHours" | "holidays">): BusinessTime {
  const hours =
    businessHours === "always"
      ? null
      : { weekdays: businessHours.days.map(weekdayNumber), opens: businessHours.opens, closes: businessHours.closes };
  return createBusinessTime({ timeZone, hours, holidays });
}

/** "Monday to Friday, 08:30–18:00 (Europe/Berlin)", as the report prints it. */
export function sayBusinessHours({ timeZone, businessHours }: Pick<ClientConfig, "timeZone" | "businessHours">): string {
  if (businessHours === "always") return `around the clock (${timeZone})`;
  const days = businessHours.days.map((day) => day.slice(0, 1).toUpperCase() + day.slice(1, 3)).join(", ");
  return `${days}, ${businessHours.opens}–${businessHours.closes} (${timeZone})`;
}
