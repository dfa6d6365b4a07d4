import type { BusinessTime } from "../business-time.ts";
import { dayNumber, daysBetween, localDayOf, localInstant, meantDay, nextDay, plusDays } from "./civil-day.ts";

const minuteMs = 60_000;
/** Far enough for any promise; a calendar without a single working day ends here instead of never. */
const maxDaysAhead = 370;

/**
 * One span of work in a week. Times are local, "08:30"; one that closes no later than it opens ends on the next day.
 */
export interface WorkingSpan {
  /** The day on which it opens; 0 is Sunday. */
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

export interface BusinessCalendar {
  /** IANA name. */
  readonly timeZone: string;
  /** Null: the team works around the clock. Spans do not overlap. */
  readonly hours: readonly WorkingSpan[] | null;
  /** Local days off, such as "2026-12-25": no span opens on them. */
  readonly holidays: readonly string[];
}

interface Opening {
  readonly opensMs: number;
  readonly closesMs: number;
}

/**
 * The business time of one client.
 *
 * Opening and closing are local times, so a day on which the clocks change has an hour more or less only where the
 * change falls within working hours.
 *
 * @throws {RangeError} From `addMinutes` and `firstLonger`, when a whole year holds no working time.
 */
export function createBusinessTime({ timeZone, hours, holidays }: BusinessCalendar): BusinessTime {
  const days = new Map<number, string>();
  const starts = new Map<string, number>();
  const localDay = (at: Date) => remembered(days, at.getTime(), () => localDayOf(at, timeZone));
  const startOf = (day: string) => remembered(starts, day, () => localInstant(day, "00:00", timeZone));
  const off = new Set(holidays);
  const known = new Map<string, readonly Opening[]>();

  function openingsOf(day: string): readonly Opening[] {
    let openings = known.get(day);
    if (openings === undefined) {
      openings = hours === null || off.has(day) ? [] : openingsOn(day, hours, timeZone);
      known.set(day, openings);
    }
    return openings;
  }

  function workedMs(from: Date, until: Date): number {
    if (until <= from) return 0;
    if (hours === null) return until.getTime() - from.getTime();
    let worked = 0;
    const lastDay = localDay(until);
    for (let day = dayBefore(from, localDay); day <= lastDay; day = nextDay(day)) {
      for (const { opensMs, closesMs } of openingsOf(day))
        worked += Math.max(0, Math.min(closesMs, until.getTime()) - Math.max(opensMs, from.getTime()));
    }
    return worked;
  }

  function addMs(from: Date, ms: number): Date {
    if (hours === null) return new Date(from.getTime() + ms);
    let leftMs = ms;
    let day = dayBefore(from, localDay);
    for (let ahead = 0; ahead < maxDaysAhead; ahead += 1, day = nextDay(day)) {
      for (const { opensMs, closesMs } of openingsOf(day)) {
        const startMs = Math.max(opensMs, from.getTime());
        const availableMs = Math.max(0, closesMs - startMs);
        if (availableMs > 0 && leftMs <= availableMs) return new Date(startMs + leftMs);
        leftMs -= availableMs;
      }
    }
    throw new RangeError(
      `There is no working time within a year of ${from.toISOString()}. Check the business hours and holidays.`,
    );
  }

  return {
    timeZone,
    localDay,
    meantDay: (at) => meantDay(at, timeZone),
    startOfDay: (day) => new Date(startOf(day)),
    localDaysBetween: (from, until) => daysBetween(localDay(from), localDay(until)),

    minutesBetween: (from, until) => Math.floor(workedMs(from, until) / minuteMs),
    addMinutes: (from, minutes) => addMs(from, minutes * minuteMs),
    isLonger: (from, until, minutes) => workedMs(from, until) > minutes * minuteMs,
    firstLonger: (from, minutes) => addMs(from, minutes * minuteMs + 1),
  };
}

/** Checks ask the same of one record each, and of a million records for the same days: a calendar takes its time. */
const mostRemembered = 10_000;

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, work: () => Value): Value {
  let value = known.get(key);
  if (value !== undefined) return value;
  if (known.size >= mostRemembered) known.clear();
  known.set(key, (value = work()));
  return value;
}

/** What opened the evening before may still be open. */
function dayBefore(at: Date, localDay: (at: Date) => string): string {
  return plusDays(localDay(at), -1);
}

function openingsOn(day: string, hours: readonly WorkingSpan[], timeZone: string): readonly Opening[] {
  const weekday = new Date(dayNumber(day)).getUTCDay();
  return hours
    .filter((span) => span.weekday === weekday)
    .map(({ opens, closes }) => ({
      opensMs: localInstant(day, opens, timeZone),
      closesMs: localInstant(closes > opens ? day : nextDay(day), closes, timeZone),
    }))
    .sort((a, b) => a.opensMs - b.opensMs);
}
