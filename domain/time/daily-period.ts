import { TZDate } from "@date-fns/tz";
import type { Period } from "../watch/age.ts";

/**
 * The distance between two readings of a day on the client's calendar. A day on which the clocks change has 23 or 25
 * hours and is one day all the same.
 */
export function dailyPeriod(timeZone: string): Period {
  return {
    after(from, times) {
      const local = new TZDate(from.getTime(), timeZone);
      const days = Math.floor(times);
      local.setDate(local.getDate() + days);
      return new Date(local.getTime() + (times - days) * 86_400_000);
    },
  };
}
