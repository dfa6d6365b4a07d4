import { localDayOf, localInstant, nextDay } from "./civil-day.ts";

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
  const day = new Date(Date.UTC(year, 0, 4) + (Number(match.groups["week"]) - 1) * 7 * dayMs)
    .toISOString()
    .slice(0, 10);
  const week = isoWeekOf(day, timeZone);
  if (week.name !== name)
    throw new RangeError(`${year} has no week ${match.groups["week"]}. Its last one is ${lastWeekOf(year, timeZone)}.`);
  return week;
}

/** The 28th of December always lies in the last week of its year. */
function lastWeekOf(year: number, timeZone: string): string {
  return isoWeekOf(`${year}-12-28`, timeZone).name;
}

/** HubSpot was founded in it, so no portal holds anything older. */
const firstYear = 2006;

/**
 * Reads the name of a week that is over.
 *
 * @throws {RangeError} When it is not the name of a week, or the week still runs or is to come.
 */
export function parseEndedWeek(name: string, timeZone: string, now: Date): IsoWeek {
  if (/^\d{4}-W/.test(name) && Number(name.slice(0, 4)) < firstYear)
    throw new RangeError(`"${name}" lies before HubSpot began (${firstYear}). Name a week such as "2026-W47".`);
  const week = parseIsoWeek(name, timeZone);
  if (week.endsAt.getTime() <= now.getTime()) return week;
  const running = isoWeekOf(localDayOf(now, timeZone), timeZone);
  const which = week.name === running.name ? "This week" : `${week.name}`;
  throw new RangeError(
    `${which} is not over: it ends after ${week.lastDay} (${timeZone}). The last whole week is ${weekBefore(running, timeZone).name}.`,
  );
}
