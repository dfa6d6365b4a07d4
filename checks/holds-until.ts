import { until, type Verdict } from "../domain/findings/verdict.ts";
import { plusDays } from "../domain/time/civil-day.ts";
import type { CheckContext } from "./description.ts";

type Setting = Pick<CheckContext<unknown>, "asOf" | "businessTime">;

/**
 * The verdict with the earliest of the instants at which time alone could change it. Those that have passed change
 * nothing any more; none left: it holds for ever.
 */
export function holding(verdict: Verdict, { asOf }: Setting, ...instants: readonly (Date | null)[]): Verdict {
  // Of a million records each check asks this: two dates are compared ten times as fast by their numbers.
  const now = asOf.getTime();
  let earliest: Date | null = null;
  for (const instant of instants) {
    if (instant === null || instant.getTime() <= now) continue;
    if (earliest === null || instant.getTime() < earliest.getTime()) earliest = instant;
  }
  return until(verdict, earliest);
}

/** Whatever the time, only a change of the record or of what lies beside it makes another verdict. */
export const forEver = (verdict: Verdict): Verdict => until(verdict);

/** The first instant at which more than so many business minutes have passed since another one; null: not in a year. */
export function afterMinutes({ businessTime }: Setting, from: Date, minutes: number): Date | null {
  return withinAYear(() => businessTime.firstLonger(from, minutes));
}

/** When the team is at work again: the same instant where it is. Null: not in a year. */
export function openingAfter({ businessTime }: Setting, at: Date): Date | null {
  return withinAYear(() => businessTime.addMinutes(at, 0));
}

function withinAYear(find: () => Date): Date | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The first instant at which an instant lies before a window of so many calendar days. */
export function leavesWindow({ businessTime }: Setting, at: Date, days: number): Date {
  return startAfter(businessTime, businessTime.localDay(at), days + 1);
}

/** The first instant so many calendar days after a day such as "2026-11-30". */
export function daysAfter({ businessTime }: Pick<Setting, "businessTime">, day: string, days: number): Date {
  return startAfter(businessTime, day, days);
}

/** Of each calendar, by number of days and by day. A run asks for the same ones with each of a million records. */
const known = new WeakMap<Setting["businessTime"], Map<number, Map<string, Date>>>();
const mostDays = 10_000;

function startAfter(businessTime: Setting["businessTime"], day: string, days: number): Date {
  let byDays = known.get(businessTime);
  if (byDays === undefined) known.set(businessTime, (byDays = new Map()));
  let byDay = byDays.get(days);
  if (byDay === undefined || byDay.size >= mostDays) byDays.set(days, (byDay = new Map()));
  let start = byDay.get(day);
  if (start === undefined) byDay.set(day, (start = businessTime.startOfDay(plusDays(day, days))));
  return start;
}
