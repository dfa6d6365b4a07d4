import { localDayOf, localInstant, nextDay } from "./civil-day.ts";

/** The next midnight in a time zone. */
export function endOfDay(now: Date, timeZone: string): Date {
  return new Date(localInstant(nextDay(localDayOf(now, timeZone)), "00:00", timeZone));
}
