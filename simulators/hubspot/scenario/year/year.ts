import type { Random } from "../../../random.ts";
import { iso } from "../life/touches.ts";
import type { Profile } from "../profile.ts";
import type { Story } from "../story.ts";
import { days } from "../working-hours.ts";
import type { WorkingHours } from "../working-hours.ts";
import type { Agenda } from "../agenda.ts";
import type { Attribution } from "./attribution.ts";
import type { Calendar } from "./calendar.ts";
import type { CampaignBook } from "./campaigns.ts";
import type { Chronicle } from "../chronicle.ts";
import type { LabelBook } from "./label-book.ts";
import type { People } from "./people.ts";
import type { Rates } from "./rates.ts";
import type { Routing } from "./routing.ts";
import type { Staff } from "./staff.ts";

/** What everything in one lived year shares. */
export interface Year {
  readonly profile: Profile;
  readonly portalId: number;
  readonly rates: Rates;
  readonly beginsAt: number;
  readonly endsAt: number;
  readonly time: WorkingHours;
  readonly calendar: Calendar;
  readonly agenda: Agenda;
  readonly chronicle: Chronicle;
  readonly labels: LabelBook;
  readonly staff: Staff;
  readonly people: People;
  readonly campaigns: CampaignBook;
  readonly routing: Routing;
  readonly attribution: Attribution;
  /** Chance for one part of the year, so that a change in one part disturbs the others little. */
  readonly chance: Story["chance"];
}

/** The present as HubSpot writes it. */
export const nowIso = ({ chronicle }: Year): string => iso(chronicle.now);

/** Waits for a time of the working day, some workdays from now; holidays and weekends do not count. */
export function workdaysAhead(year: Year, random: Random, [low, high]: readonly [number, number]): number {
  const { time, chronicle } = year;
  const day = time.nextWorkday(time.local(chronicle.now).day, random.integer(low, high));
  return time.at(day, random.integer(530, 990)) + random.integer(0, 59) * 1000;
}

/** The last working time at or before so many calendar days from now. */
export function workTimeWithin({ time, chronicle }: Year, random: Random, calendarDays: number): number {
  const { day } = time.local(chronicle.now + days(calendarDays));
  const workday = time.isWorkday(day - days(1)) ? day - days(1) : time.nextWorkday(day, -1);
  return time.at(workday, random.integer(530, 990));
}

/** The first working time at or after so many calendar days from now. */
export function workTimeAfter({ time, chronicle }: Year, random: Random, calendarDays: number): number {
  const { day } = time.local(chronicle.now + days(calendarDays));
  return time.at(time.nextWorkday(day, 1), random.integer(530, 990));
}
