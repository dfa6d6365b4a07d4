import { TZDate } from "@date-fns/tz";
import type { BusinessTime } from "../business-time.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Far enough for any promise; a calendar without a single working day ends here instead of never. */
const maxDaysAhead = 370;

/** A working day: 0 is Sunday. Times are local, "08:30". */
export interface WorkingHours {
  readonly weekdays: readonly number[];
  readonly opens: string;
  readonly closes: string;
}

export interface BusinessCalendar {
  /** IANA name. */
  readonly timeZone: string;
  /** Null: the team works around the clock. */
  readonly hours: WorkingHours | null;
  /** Local days off, such as "2026-12-25". */
  readonly holidays: readonly string[];
}

/**
 * The business time of one client.
 *
 * Opening and closing are local times, so a day on which the clocks change has an hour more or less only where the
 * change falls within working hours.
 *
 * @throws {RangeError} From `addMinutes`, when a whole year holds no working time.
 */
export function createBusinessTime({ timeZone, hours, holidays }: BusinessCalendar): BusinessTime {
  const localDayFormat = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const localDay = (at: Date) => localDayFormat.format(at);
  const off = new Set(holidays);
  const opening = new Map<string, { opensMs: number; closesMs: number } | null>();

  function openingOf(day: string) {
    const known = opening.get(day);
    if (known !== undefined) return known;
    const found = hours === null ? null : workingWindow(day, hours, timeZone, off);
    opening.set(day, found);
    return found;
  }

  return {
    timeZone,
    localDay,
    localDaysBetween: (from, until) => Math.round((dayNumber(localDay(until)) - dayNumber(localDay(from))) / dayMs),

    minutesBetween(from, until) {
      if (until <= from) return 0;
      if (hours === null) return Math.floor((until.getTime() - from.getTime()) / minuteMs);
      let workedMs = 0;
      const lastDay = localDay(until);
      for (let day = localDay(from); day <= lastDay; day = nextDay(day)) {
        const open = openingOf(day);
        if (open !== null)
          workedMs += Math.max(0, Math.min(open.closesMs, until.getTime()) - Math.max(open.opensMs, from.getTime()));
      }
      return Math.floor(workedMs / minuteMs);
    },

    addMinutes(from, minutes) {
      if (hours === null) return new Date(from.getTime() + minutes * minuteMs);
      let leftMs = minutes * minuteMs;
      let day = localDay(from);
      for (let ahead = 0; ahead < maxDaysAhead; ahead += 1, day = nextDay(day)) {
        const open = openingOf(day);
        if (open === null) continue;
        const startMs = Math.max(open.opensMs, from.getTime());
        const availableMs = Math.max(0, open.closesMs - startMs);
        if (availableMs > 0 && leftMs <= availableMs) return new Date(startMs + leftMs);
        leftMs -= availableMs;
      }
      throw new RangeError(
        `There is no working time within a year of ${from.toISOString()}. Check the business hours and holidays.`,
      );
    },
  };
}

function workingWindow(day: string, hours: WorkingHours, timeZone: string, off: ReadonlySet<string>) {
  if (off.has(day) || !hours.weekdays.includes(new Date(dayNumber(day)).getUTCDay())) return null;
  return { opensMs: localInstant(day, hours.opens, timeZone), closesMs: localInstant(day, hours.closes, timeZone) };
}

/** The instant of a local time. A time that the clocks skip is read as the hour after it. */
export function localInstant(day: string, time: string, timeZone: string): number {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const [hour, minute] = time.split(":").map(Number) as [number, number];
  return new TZDate(year, month - 1, date, hour, minute, 0, timeZone).getTime();
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The calendar day after "2026-11-30" is "2026-12-01". */
export function nextDay(day: string): string {
  return new Date(dayNumber(day) + dayMs).toISOString().slice(0, 10);
}
