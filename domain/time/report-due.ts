import { localDayOf, localInstant, nextDay } from "./civil-day.ts";
import { isoWeekOf, weekBefore } from "./iso-week.ts";

/** On which day of the week after, and when, a client's weekly report is sent. */
export interface ReportDay {
  readonly day: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
  readonly at: string;
}

/** A week's report and the instant at which it is to be sent. */
export interface DueReport {
  readonly period: string;
  readonly dueAt: Date;
}

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** The reports that came due by `now` and not before `since`, oldest first. */
export function dueReports({ day, at }: ReportDay, timeZone: string, since: Date, now: Date): readonly DueReport[] {
  const due: DueReport[] = [];
  // The week that runs now holds the sending day of the week before it, and so on backwards.
  for (let sentIn = isoWeekOf(localDayOf(now, timeZone), timeZone); ; sentIn = weekBefore(sentIn, timeZone)) {
    let sendingDay = sentIn.firstDay;
    for (let step = days.indexOf(day); step > 0; step -= 1) sendingDay = nextDay(sendingDay);
    const dueAt = new Date(localInstant(sendingDay, at, timeZone));
    if (dueAt < since) return due.toReversed();
    if (dueAt <= now) due.push({ period: weekBefore(sentIn, timeZone).name, dueAt });
  }
}
