import { localInstant, nextDay } from "./business-time.ts";

/** An ISO week in a time zone: it begins on Monday, and belongs to the year of its Thursday. */
export interface IsoWeek {
  /** Such as "2026-W47". */
  readonly name: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly startsAt: Date;
  /** The first instant that no longer belongs to it. */
  readonly endsAt: Date;
}

const dayMs = 86_400_000;

/** The week that the local day lies in. */
export function isoWeekOf(day: string, timeZone: string): IsoWeek {
  const at = new Date(`${day}T00:00:00Z`);
  const weekday = (at.getUTCDay() + 6) % 7;
  const monday = new Date(at.getTime() - weekday * dayMs);
  const thursday = new Date(monday.getTime() + 3 * dayMs);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs));
  const firstDay = monday.toISOString().slice(0, 10);
  const lastDay = new Date(monday.getTime() + 6 * dayMs).toISOString().slice(0, 10);
  return {
    name: `${year}-W${String(week).padStart(2, "0")}`,
    firstDay,
    lastDay,
    startsAt: new Date(localInstant(firstDay, "00:00", timeZone)),
    endsAt: new Date(localInstant(nextDay(lastDay), "00:00", timeZone)),
  };
}

/** The week before. */
export function weekBefore(week: IsoWeek, timeZone: string): IsoWeek {
  return isoWeekOf(new Date(Date.parse(`${week.firstDay}T00:00:00Z`) - dayMs).toISOString().slice(0, 10), timeZone);
}

/**
 * Reads "2026-W47".
 *
 * @throws {RangeError} When it is not the name of a week.
 */
export function parseIsoWeek(name: string, timeZone: string): IsoWeek {
  const match = /^(?<year>\d{4})-W(?<week>\d{2})$/.exec(name);
  if (match?.groups === undefined)
    throw new RangeError(`"${name}" is not an ISO week. Write the year and the week, such as "2026-W47".`);
  const year = Number(match.groups["year"]);
  // The fourth of January always lies in week 1.
  const day = new Date(Date.UTC(year, 0, 4) + (Number(match.groups["week"]) - 1) * 7 * dayMs).toISOString().slice(0, 10);
  const week = isoWeekOf(day, timeZone);
  if (week.name !== name) throw new RangeError(`${year} has no week ${match.groups["week"]}.`);
  return week;
}
