import type { WorkingSpan } from "../../../domain/time/business-time.ts";

/** The same hours on several weekdays; 0 is Sunday. */
export function sameEachDay(weekdays: readonly number[], opens: string, closes: string): readonly WorkingSpan[] {
  return weekdays.map((weekday) => ({ weekday, opens, closes }));
}
