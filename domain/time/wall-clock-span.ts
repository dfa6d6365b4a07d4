import { tzOffset } from "@date-fns/tz";
import { dayNumber, minuteOfDay, nextDay } from "./civil-day.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

export interface Span {
  readonly from: Date;
  /** The first instant after it. */
  readonly until: Date;
}

/**
 * The span between two wall-clock times that begins on a local day; one that ends no later than it begins ends on the
 * next day. Of a time that comes twice, the first begins a span and the second ends it; a time that the clocks skip is
 * the instant at which they skip it. So nothing that a clock on the wall shows within the times lies outside.
 */
export function wallClockSpan(day: string, from: string, until: string, timeZone: string): Span {
  const lastDay = until > from ? day : nextDay(day);
  return {
    from: new Date(Math.min(...instantsOf(day, from, timeZone))),
    until: new Date(Math.max(...instantsOf(lastDay, until, timeZone))),
  };
}

/** Milliseconds since 1970 of a local time: one, or two where the clocks go back over it. */
export function instantsOf(day: string, time: string, timeZone: string): readonly number[] {
  const asUtcMs = dayNumber(day) + minuteOfDay(time) * minuteMs;
  const offsetAt = (ms: number) => tzOffset(timeZone, new Date(ms)) * minuteMs;
  const offsets = [...new Set([offsetAt(asUtcMs - dayMs), offsetAt(asUtcMs + dayMs)])];
  const instants = offsets.map((offset) => asUtcMs - offset).filter((ms) => offsetAt(ms) === asUtcMs - ms);
  return instants.length > 0 ? instants : [changeBetween(asUtcMs, offsets, offsetAt)];
}

/** The instant, to the minute, at which the clocks skip a local time that lies between two offsets. */
function changeBetween(asUtcMs: number, offsets: readonly number[], offsetAt: (ms: number) => number): number {
  let [low, high] = [asUtcMs - Math.max(...offsets), asUtcMs - Math.min(...offsets)];
  const before = offsetAt(low);
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
