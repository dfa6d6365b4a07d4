import type { HolidaysTypes } from "date-holidays";
import { didYouMean } from "./nearest.ts";

/** A country, and where its regions differ one of them: "BY", or with a part of it "BY-A". */
export interface HolidayPlace {
  readonly country: string;
  readonly region?: string | undefined;
}

/** The days on which nobody works; or which of the two is not known, and the way out. */
export type PublicHolidays =
  | { readonly days: readonly string[] }
  | { readonly unknown: "country" | "region"; readonly message: string };

/**
 * For all of these years at once, whenever the config is read: judging rests on the list, so that one that grew with
 * the calendar would have everything judged again.
 */
const years = { first: 2024, last: 2045 } as const;

const known = new Map<string, Promise<PublicHolidays>>();

/** The public holidays of a place. What knows them is large, so it is loaded when the first client asks for it. */
export function publicHolidays({ country, region }: HolidayPlace): Promise<PublicHolidays> {
  const key = `${country}/${region ?? ""}`;
  const found = known.get(key) ?? findHolidays({ country, region });
  known.set(key, found);
  return found;
}

async function findHolidays({ country, region }: HolidayPlace): Promise<PublicHolidays> {
  const { default: Holidays } = await import("date-holidays");
  const all = new Holidays();
  const countries = Object.keys(all.getCountries());
  if (!countries.includes(country))
    return {
      unknown: "country",
      message: `"${country}" is no country whose holidays are known. Write its two letters, such as DE.${didYouMean(country, countries)}`,
    };
  const [state, part] = (region ?? "").split("-");
  const states = all.getStates(country) ?? {};
  const parts = state === undefined ? {} : (all.getRegions(country, state) ?? {});
  if (region !== undefined && (!(state! in states) || (part !== undefined && !(part in parts))))
    return { unknown: "region", message: sayUnknownRegion(region, country, states) };
  const calendar = new Holidays({
    country,
    ...(region === undefined ? {} : { state: state! }),
    ...(part === undefined ? {} : { region: part }),
  });
  const days: string[] = [];
  for (let year = years.first; year <= years.last; year += 1)
    days.push(
      ...calendar
        .getHolidays(year)
        .filter(({ type }) => type === "public")
        .flatMap(daysOf),
    );
  return { days: [...new Set(days)].sort() };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The local days that are off as a whole. Some holidays last for days, and some begin at noon. */
function daysOf({ date, start, end }: HolidaysTypes.Holiday): readonly string[] {
  const beganAtMs = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`);
  const firstMs = Math.ceil(beganAtMs / dayMs) * dayMs;
  // A day on which the clocks change has an hour more or less.
  const whole = Math.floor((end.getTime() - start.getTime() - (firstMs - beganAtMs) + hourMs) / dayMs);
  return Array.from({ length: Math.max(0, whole) }, (_, at) =>
    new Date(firstMs + at * dayMs).toISOString().slice(0, 10),
  );
}

function sayUnknownRegion(region: string, country: string, states: Readonly<Record<string, string>>): string {
  const some = Object.entries(states).map(([code, name]) => `${code} (${name})`);
  return some.length === 0
    ? `The holidays of ${country} are the same everywhere. Leave region: out.`
    : `"${region}" is no region of ${country}. Write one of: ${some.join(", ")}; or leave it out for those of the whole country.`;
}
