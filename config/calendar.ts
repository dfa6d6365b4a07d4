import { sayTeam, type BusinessTime } from "../domain/business-time.ts";
import { createBusinessTime } from "../domain/time/business-time.ts";
import type { ClientConfig, OpeningHours, Weekday } from "./config.ts";

const weekdays: readonly Weekday[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

type Calendar = Pick<ClientConfig, "timeZone" | "businessHours" | "holidays">;

/**
 * The business time of one client, and beside it that of each team that has hours of its own. Days are the client's for
 * all of them, so that one look-back is the same for every check: only the minutes are a team's.
 */
export function businessTimeOf({
  teamHours = [],
  ...calendar
}: Calendar & Pick<ClientConfig, "teamHours">): BusinessTime {
  const own = timeIn(calendar);
  if (teamHours.length === 0) return own;
  const teams = new Map<string, BusinessTime>();
  const ofTeam = (team: string) => teams.get(team);
  for (const { team, ...hours } of teamHours) {
    teams.set(team, { ...timeIn(hours), ...daysOf(own), team, ofTeam });
  }
  return { ...own, ofTeam };
}

/** What counts in whole days. */
function daysOf(
  time: BusinessTime,
): Pick<BusinessTime, "timeZone" | "localDay" | "meantDay" | "startOfDay" | "localDaysBetween"> {
  return {
    timeZone: time.timeZone,
    localDay: (at) => time.localDay(at),
    meantDay: (at) => time.meantDay(at),
    startOfDay: (day) => time.startOfDay(day),
    localDaysBetween: (from, until) => time.localDaysBetween(from, until),
  };
}

/** The teams that have hours of their own, as their client's file writes them. */
export function teamsOf({ teamHours = [] }: Pick<ClientConfig, "teamHours">): readonly string[] {
  return teamHours.map(({ team }) => team);
}

function timeIn({ timeZone, businessHours, holidays }: Calendar): BusinessTime {
  const hours =
    businessHours === "always"
      ? null
      : businessHours.map(({ day, opens, closes }) => ({ weekday: weekdays.indexOf(day), opens, closes }));
  return createBusinessTime({ timeZone, hours, holidays });
}

/** "Mon, Tue, Wed, Thu 08:30–18:00; Fri 08:30–16:00 (Europe/Berlin)", as the report prints it. */
export function sayBusinessHours({
  teamHours = [],
  ...own
}: Pick<ClientConfig, "timeZone" | "businessHours" | "teamHours">): string {
  return [sayHours(own), ...teamHours.map((hours) => `${sayTeam(hours.team)} ${sayHours(hours)}`)].join("; ");
}

function sayHours({ timeZone, businessHours }: Pick<ClientConfig, "timeZone" | "businessHours">): string {
  if (businessHours === "always") return `around the clock (${timeZone})`;
  const spansOfDay = Map.groupBy(businessHours, ({ day }) => day);
  const daysOfSpans = Map.groupBy(spansOfDay, ([, spans]) => spans.map(saySpan).join(", "));
  const said = [...daysOfSpans].map(([spans, days]) => `${days.map(([day]) => sayDay(day)).join(", ")} ${spans}`);
  return `${said.join("; ")} (${timeZone})`;
}

function saySpan({ opens, closes }: OpeningHours): string {
  return `${opens}–${closes}`;
}

function sayDay(day: Weekday): string {
  return day.slice(0, 1).toUpperCase() + day.slice(1, 3);
}
