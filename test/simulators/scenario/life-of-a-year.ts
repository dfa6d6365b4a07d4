import { businessTimeOf } from "../../../config/calendar.ts";
import type { ClientConfig, Weekday } from "../../../config/config.ts";
import type { LivedYear } from "../../../simulators/hubspot/scenario/live-year.ts";

const weekdays: readonly Weekday[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** The working hours of a lived portal, as its client would write them into the config. */
export function calendarOf({
  hours,
}: Pick<LivedYear, "hours">): Pick<ClientConfig, "timeZone" | "businessHours" | "holidays"> {
  const { timeZone, opens, closes, holidays = [] } = hours;
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return {
    timeZone,
    businessHours:
      opens === 0 && closes === 1440
        ? "always"
        : hours.weekdays.map((day) => ({ day: weekdays[day]!, opens: clock(opens), closes: clock(closes) })),
    holidays,
  };
}

export const businessTimeIn = (lived: Pick<LivedYear, "hours">) => businessTimeOf(calendarOf(lived));
