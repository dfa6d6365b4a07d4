/**
 * The hours a client's team works, in its own time zone. `domain/time/` builds it; deadlines are computed with it once.
 */
export interface BusinessTime {
  readonly timeZone: string;
  /** The team whose hours its minutes are; left out: the client's own. */
  readonly team?: string;
  /**
   * The same days with the minutes of a team that has hours of its own, by its name in the settings; undefined for any
   * other. Left out: no team of the client has.
   */
  readonly ofTeam?: (team: string) => BusinessTime | undefined;
  /** Whole business minutes from `from` up to `until`; 0 when `until` is not later. */
  minutesBetween(from: Date, until: Date): number;
  /** The instant at which `minutes` business minutes have passed since `from`. */
  addMinutes(from: Date, minutes: number): Date;
  /** Whether more than `minutes` business minutes lie between two instants, to the millisecond. */
  isLonger(from: Date, until: Date, minutes: number): boolean;
  /** The first instant from which on `isLonger` holds. */
  firstLonger(from: Date, minutes: number): Date;
  /** The local calendar day, such as "2026-11-23". */
  localDay(at: Date): string;
  /**
   * The calendar day that a date of the CRM means: midnight UTC is the day as written, any other instant the local day.
   */
  meantDay(at: Date): string;
  /** The first instant of a local calendar day such as "2026-11-23". */
  startOfDay(day: string): Date;
  /** Whole calendar days between two instants' local days; negative when `until` is earlier. */
  localDaysBetween(from: Date, until: Date): number;
}

/** The time in which something counts that was noted with the team whose hours hold; null or what is no team: the client's. */
export function inHoursOf(businessTime: BusinessTime, team: unknown): BusinessTime {
  return (typeof team === "string" ? businessTime.ofTeam?.(team) : undefined) ?? businessTime;
}

/** "business time", and whose where a team has hours of its own. */
export function sayWhoseTime(businessTime: BusinessTime): string {
  return `business time${sayWhose(businessTime)}`;
}

/** " of the team Lisbon sales"; nothing where the hours are the client's. */
export function sayWhose({ team }: BusinessTime): string {
  return team === undefined ? "" : ` of ${sayTeam(team)}`;
}

/** A team that is named by its id in HubSpot has no other name here. */
export function sayTeam(team: string): string {
  return /^\d+$/.test(team) ? `team ${team}` : `the team ${team}`;
}
