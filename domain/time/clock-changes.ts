import { tzOffset } from "@date-fns/tz";
import { minuteOfDay } from "./civil-day.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
const minutesPerDay = 24 * 60;

/** Local minutes of the day that one change of the clocks skips or repeats; `until` may lie beyond midnight. */
export interface ClockChange {
  readonly at: Date;
  readonly from: number;
  readonly until: number;
  readonly skips: boolean;
}

/** Every change of a zone's clocks in some years, both included. */
export function clockChanges(timeZone: string, firstYear: number, lastYear: number): readonly ClockChange[] {
  const offsetAt = (ms: number) => tzOffset(timeZone, new Date(ms));
  const changes: ClockChange[] = [];
  const end = Date.UTC(lastYear + 1, 0, 1);
  for (let dayStart = Date.UTC(firstYear, 0, 1), before = offsetAt(dayStart); dayStart < end; dayStart += dayMs) {
    const after = offsetAt(dayStart + dayMs);
    if (after !== before) changes.push(changeBetween(dayStart, before, after, offsetAt));
    before = after;
  }
  return changes;
}

function changeBetween(dayStart: number, before: number, after: number, offsetAt: (ms: number) => number): ClockChange {
  let [low, high] = [0, minutesPerDay];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(dayStart + middle * minuteMs) === before) low = middle;
    else high = middle;
  }
  const first = (high + Math.min(before, after) + 2 * minutesPerDay) % minutesPerDay;
  return {
    at: new Date(dayStart + high * minuteMs),
    from: first,
    until: first + Math.abs(after - before),
    skips: after > before,
  };
}

/** The change that hits a time of day such as "02:30", or undefined when it comes exactly once on every day. */
export function changeThatHits(time: string, changes: readonly ClockChange[]): ClockChange | undefined {
  const minute = minuteOfDay(time) % minutesPerDay;
  return changes.find(({ from, until }) => [minute, minute + minutesPerDay].some((one) => one >= from && one < until));
}

/** The first time of day, from this one on, that comes exactly once on every day. */
export function nextSafeTime(time: string, changes: readonly ClockChange[]): string {
  let safe = time;
  for (let change = changeThatHits(safe, changes); change !== undefined; change = changeThatHits(safe, changes)) {
    const minute = change.until % minutesPerDay;
    safe = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  }
  return safe;
}
