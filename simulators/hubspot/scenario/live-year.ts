import type { PortalDetails, DatedWrite } from "../model/write.ts";
import { catalogueRows } from "./label.ts";
import { carryOut } from "./carry-out.ts";
import { profiles } from "./profiles/all.ts";
import type { ProfileName } from "./profiles/all.ts";
import { chanceOf } from "./story.ts";
import { days, WorkingHours } from "./working-hours.ts";
import type { Hours } from "./working-hours.ts";
import { Agenda } from "./agenda.ts";
import { planArrivals } from "./year/arrivals.ts";
import { planAssets } from "./year/assets.ts";
import { Attribution } from "./year/attribution.ts";
import { Calendar } from "./year/calendar.ts";
import { CampaignBook, planCampaigns, planMisspellings } from "./year/campaigns.ts";
import { Chronicle } from "./chronicle.ts";
import { customsOf } from "./year/customs.ts";
import { holidaysOf } from "./year/holidays.ts";
import { LabelBook } from "./year/label-book.ts";
import type { YearLabel } from "./year/label-book.ts";
import { migrate, migratedShare } from "./year/outbound.ts";
import { People } from "./year/people.ts";
import { usualRates } from "./year/rates.ts";
import type { Rates } from "./year/rates.ts";
import { Routing } from "./year/routing.ts";
import { Staff } from "./year/staff.ts";
import { planTeam } from "./year/team.ts";
import type { Year } from "./year/year.ts";

export interface YearScenario {
  readonly seed: number;
  readonly portalId: number;
  readonly profile: ProfileName;
  /** Contacts of the portal at the end, but for the few that were deleted. */
  readonly contacts: number;
  /** Where the life ends. */
  readonly until: Date;
  /** How long it is; a year when left out. */
  readonly days?: number;
  /** How often what goes wrong; the usual share of trouble when left out. */
  readonly rates?: Partial<Rates>;
}

/** A portal that is lived through day by day, without its life ever being in memory as a whole. */
export interface LivedYear {
  readonly portal: Pick<PortalDetails, "portalId" | "name" | "timeZone" | "currency" | "uiDomain"> & {
    readonly dealPipelines: PortalDetails["dealPipelines"];
  };
  /** When its team works, with its days off. */
  readonly hours: Hours;
  /** In the order of time, in portions. Can be gone through once. */
  readonly writes: Iterable<readonly DatedWrite[]>;
  /** What is amiss, as its author knows it. Complete when all writes were taken. */
  labels(): readonly YearLabel[];
  /** What is innocent and lies just inside the boundary of a check. */
  nearMisses(): readonly YearLabel[];
}

/** Lives a portal through a year, or any other span. The same scenario always gives the same life. */
export function liveYear(scenario: YearScenario): LivedYear {
  const year = beginYear(scenario);
  const { profile, labels, endsAt } = year;
  const { name, timeZone, currency, uiDomain, pipeline } = profile;
  const rowOf = (checkId: keyof typeof catalogueRows) => catalogueRows[checkId];
  return {
    portal: { portalId: scenario.portalId, name, timeZone, currency, uiDomain, dealPipelines: [pipeline] },
    hours: year.time.hours,
    writes: live(year, scenario.contacts),
    labels: () => labels.labels(endsAt, rowOf),
    nearMisses: () => labels.nearMisses(endsAt, rowOf),
  };
}

function* live(year: Year, contacts: number): Generator<readonly DatedWrite[]> {
  const { agenda, chronicle, beginsAt, endsAt } = year;
  chronicle.moveTo(beginsAt);
  planTeam(year, contacts);
  planAssets(year);
  planCampaigns(year);
  planMisspellings(year);
  migrate(year, Math.round(contacts * migratedShare));
  planArrivals(year);
  yield* carryOut(agenda, chronicle, endsAt);
  year.attribution.label(year.labels, year.portalId, endsAt);
}

function beginYear(scenario: YearScenario): Year {
  const { seed, portalId, contacts, until, days: lived = 365, rates = {} } = scenario;
  const profile = profiles[scenario.profile];
  const { country, months } = customsOf[scenario.profile];
  const endsAt = until.getTime();
  const beginsAt = endsAt - days(lived);
  const firstYear = new Date(beginsAt).getUTCFullYear();
  // A plan may reach into the year after the end.
  const years = Array.from({ length: until.getUTCFullYear() + 2 - firstYear }, (_, index) => firstYear + index);
  const time = new WorkingHours({ ...profile.hours, holidays: years.flatMap((each) => holidaysOf(country, each)) });
  const staff = new Staff(profile, portalId);
  const chronicle = new Chronicle(portalId, (record, ownerId) => staff.owns(record, ownerId));
  const newcomers = contacts - Math.round(contacts * migratedShare);
  return {
    profile,
    portalId,
    beginsAt,
    endsAt,
    time,
    chronicle,
    staff,
    rates: { ...usualRates, ...rates },
    calendar: new Calendar(time, { beginsAt, endsAt }, { months, week: profile.formsPerDay }, newcomers),
    agenda: new Agenda(),
    labels: new LabelBook(),
    people: new People(profile, chronicle, contacts),
    campaigns: new CampaignBook(),
    routing: new Routing(),
    attribution: new Attribution(),
    chance: chanceOf(Math.imul(seed, 2_654_435_761) ^ portalId),
  };
}
