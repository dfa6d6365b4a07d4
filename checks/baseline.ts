import { leastSample, type Measurement } from "../domain/measures/measurement.ts";
import { medianOf } from "../domain/measures/unusual.ts";
import { daysBetween, plusDays } from "../domain/time/civil-day.ts";

/**
 * What is usual: the median of past windows of the same length, none of which shares a day with the one that is judged
 * or with another one. Those of too few records do not count.
 *
 * @param past - In any order; what lies in the window that is judged is left out.
 * @param today - The last day of the window that is judged.
 * @param windowDays - So many days before its last one belong to a window as well.
 * @param windows - How many past windows count at the most.
 * @returns Null where not one of them is there: nobody knows what is usual.
 */
export function baselineOf(
  past: readonly Measurement[],
  { today, windowDays, windows }: { readonly today: string; readonly windowDays: number; readonly windows: number },
): { readonly value: number; readonly windows: number } | null {
  const length = windowDays + 1;
  const latest: (Measurement & { readonly value: number })[] = [];
  for (const one of past.toSorted((a, b) => (a.day < b.day ? 1 : -1))) {
    const before = latest.at(-1)?.day ?? today;
    if (latest.length === windows) break;
    if (one.day > plusDays(before, -length) || one.n < leastSample || one.value === null) continue;
    if (daysBetween(one.day, today) > length * (windows + 1)) break;
    latest.push({ ...one, value: one.value });
  }
  return latest.length === 0 ? null : { value: medianOf(latest.map(({ value }) => value)), windows: latest.length };
}
