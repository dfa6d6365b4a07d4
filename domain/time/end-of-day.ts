import { TZDate } from "@date-fns/tz";
import { localInstant, nextDay } from "./business-time.ts";

/** The next midnight in a time zone. */
export function endOfDay(now: Date, timeZone: string): Date {
  const local = new TZDate(now.getTime(), timeZone);
  const day = [local.getFullYear(), local.getMonth() + 1, local.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return new Date(localInstant(nextDay(day), "00:00", timeZone));
}
