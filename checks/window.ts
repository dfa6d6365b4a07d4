import type { BusinessTime } from "../domain/business-time.ts";
import { plusDays } from "../domain/time/civil-day.ts";

interface Setting {
  readonly asOf: Date;
  readonly businessTime: BusinessTime;
}

/** A run asks this of each of a million records, with one context for all of them. */
const known = new WeakMap<Setting, Map<number, Date>>();

/** The first instant of the client's calendar day so many days before today: where a look-back of `days` begins. */
export function startOfWindow(setting: Setting, days: number): Date {
  let starts = known.get(setting);
  if (starts === undefined) known.set(setting, (starts = new Map()));
  let start = starts.get(days);
  if (start === undefined) {
    const { asOf, businessTime } = setting;
    starts.set(days, (start = businessTime.startOfDay(plusDays(businessTime.localDay(asOf), -days))));
  }
  return start;
}
