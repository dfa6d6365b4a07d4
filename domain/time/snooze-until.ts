import type { BusinessTime } from "../business-time.ts";
import type { SnoozeLength } from "../snooze-length.ts";
import { dayNumber, plusDays } from "./civil-day.ts";

/** For how long people snooze: a length by its name, or until a day of their choice. */
export type SnoozeFor = SnoozeLength | { readonly day: string };

const hourMs = 3_600_000;
/** Far enough for any holidays. */
const farthestDays = 60;

/**
 * When a snooze ends. An hour is an hour of the clock; everything else ends when work begins in the client's calendar:
 * on the first working day from then on, so that nobody is reminded on a holiday or at night.
 *
 * @throws {RangeError} For a day that is not to come, or lies too far ahead.
 */
export function snoozeUntil(length: SnoozeFor, businessTime: BusinessTime, now: Date): Date {
  if (length === "1h") return new Date(now.getTime() + hourMs);
  const today = businessTime.localDay(now);
  const day = length === "tomorrow" ? plusDays(today, 1) : length === "monday" ? nextMonday(today) : length.day;
  if (day <= today) throw new RangeError(`${day} is not to come. Name a later day, such as ${plusDays(today, 1)}.`);
  if (day > plusDays(today, farthestDays))
    throw new RangeError(
      `${day} lies more than ${farthestDays} days ahead. Name an earlier day, or accept the finding.`,
    );
  return startOfWork(day, businessTime);
}

function nextMonday(today: string): string {
  const weekday = new Date(dayNumber(today)).getUTCDay();
  return plusDays(today, (8 - weekday) % 7 || 7);
}

/** The first instant of work on a day or after it: the minute before the first one that counts has passed. */
function startOfWork(day: string, businessTime: BusinessTime): Date {
  const midnight = businessTime.startOfDay(day);
  const oneWorked = businessTime.addMinutes(midnight, 1);
  return new Date(oneWorked.getTime() - 60_000);
}
