import { tzOffset } from "@date-fns/tz";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** "08:30" → 510. */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return hours * 60 + minutes;
}

/** Milliseconds since 1970 of midnight UTC of a day such as "2026-11-30": a number to count days with, in no zone. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The calendar day after "2026-11-30" is "2026-12-01". */
export function nextDay(day: string): string {
  return plusDays(day, 1);
}

/** How many days later than `from` the day `until` is; negative when it is earlier. */
export function daysBetween(from: string, until: string): number {
  return Math.round((dayNumber(until) - dayNumber(from)) / dayMs);
}

/** The calendar day so many days later, or earlier when `days` is negative. */
export function plusDays(day: string, days: number): string {
  return new Date(dayNumber(day) + days * dayMs).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local calendar day of an instant, such as "2026-11-23". */
export function localDayOf(at: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

/**
 * The instant of a local time, whatever zone the machine itself is in. A time that the clocks skip is read as the hour
 * after it; of a time that comes twice, the first is meant.
 *
 * @param time - "08:30"; "24:00" is the midnight that ends the day.
 * @returns Milliseconds since 1970.
 */
export function localInstant(day: string, time: string, timeZone: string): number {
  const asUtcMs = dayNumber(day) + minuteOfDay(time) * minuteMs;
  // No zone changes its clocks twice within two days, so one of these two offsets holds at the instant that is meant.
  const [before, after] = [asUtcMs - dayMs, asUtcMs + dayMs].map(
    (ms) => tzOffset(timeZone, new Date(ms)) * minuteMs,
  ) as [number, number];
  const first = asUtcMs - before;
  if (before === after || tzOffset(timeZone, new Date(first)) * minuteMs === before) return first;
  const second = asUtcMs - after;
  return tzOffset(timeZone, new Date(second)) * minuteMs === after ? second : first;
}

/**
 * The calendar day that a CRM's date means. HubSpot keeps a picked day as midnight UTC, so exactly that instant means
 * the day as written; any other instant was stored with a time and means the client's own day.
 */
export function meantDay(at: Date, timeZone: string): string {
  return at.getTime() % dayMs === 0 ? at.toISOString().slice(0, 10) : localDayOf(at, timeZone);
}
