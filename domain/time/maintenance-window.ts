import { dayNumber, localDayOf, plusDays } from "./civil-day.ts";
import { instantsOf, wallClockSpan, type Span } from "./wall-clock-span.ts";

/** When a maintenance window is open, in wall-clock times of its zone. */
export type WindowTimes =
  | {
      readonly kind: "once";
      /** "2026-12-05 22:00" */
      readonly from: string;
      readonly until: string;
    }
  | {
      readonly kind: "weekly";
      /** The days on which it begins; 0 is Sunday. */
      readonly weekdays: readonly number[];
      /** "22:00"; a window that ends no later than it begins ends on the next day. */
      readonly from: string;
      readonly until: string;
    };

/** The span of a window that is open now, or the next one that begins within a week; null where none does. */
export function currentOrNextSpan(times: WindowTimes, timeZone: string, now: Date): Span | null {
  if (times.kind === "once") {
    const instantsAt = (text: string) => instantsOf(text.slice(0, 10), text.slice(11), timeZone);
    const span = {
      from: new Date(Math.min(...instantsAt(times.from))),
      until: new Date(Math.max(...instantsAt(times.until))),
    };
    return now < span.until ? span : null;
  }
  const today = localDayOf(now, timeZone);
  // What began yesterday may still be open, and a week later its day comes again.
  for (let ahead = -1; ahead <= 7; ahead += 1) {
    const day = plusDays(today, ahead);
    if (!times.weekdays.includes(new Date(dayNumber(day)).getUTCDay())) continue;
    const span = wallClockSpan(day, times.from, times.until, timeZone);
    if (now < span.until) return span;
  }
  return null;
}

/** The span of a window that is open now; null where it is closed. */
export function openSpan(times: WindowTimes, timeZone: string, now: Date): Span | null {
  const span = currentOrNextSpan(times, timeZone, now);
  return span !== null && span.from <= now ? span : null;
}
