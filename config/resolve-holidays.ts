import type { ConfigFault } from "./config-faults.ts";
import { publicHolidays } from "./public-holidays.ts";
import { groupAt } from "./raw.ts";
import { HolidaysInput } from "./schema/holidays.ts";
import type { YamlFile } from "./yaml-file.ts";

/** Days off, those of a country included; or what of it is not known. */
type ResolvedHolidays = { readonly days: readonly string[] } | { readonly fault: ConfigFault };

/**
 * @param path - Of the group that has `holidays:`; the file itself when left out.
 * @returns Null where what stands there has a fault already, or nothing does.
 */
async function resolveHolidays(file: YamlFile, path: readonly string[] = []): Promise<ResolvedHolidays | null> {
  const parsed = HolidaysInput.safeParse(groupAt(file.value, path)["holidays"]);
  if (!parsed.success) return null;
  if (Array.isArray(parsed.data)) return { days: parsed.data };
  const { country, region, also, except } = parsed.data;
  const found = await publicHolidays({ country, region });
  if ("message" in found) return { fault: file.fault([...path, "holidays", found.unknown], found.message) };
  const off = new Set([...found.days, ...also]);
  for (const day of except) off.delete(day);
  return { days: [...off].sort() };
}

/** The days off of a client and of its teams, as far as its file says any, and what of them is not known. */
export interface DaysOff {
  readonly holidays?: readonly string[];
  readonly teamHolidays: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly ConfigFault[];
}

export async function daysOffIn(file: YamlFile): Promise<DaysOff> {
  const faults: ConfigFault[] = [];
  const daysAt = async (path: readonly string[]): Promise<readonly string[] | undefined> => {
    const found = await resolveHolidays(file, path);
    if (found !== null && "fault" in found) faults.push(found.fault);
    return found !== null && "days" in found ? found.days : undefined;
  };
  const holidays = await daysAt([]);
  const teamHolidays = new Map<string, readonly string[]>();
  for (const team of Object.keys(groupAt(file.value, ["teamHours"]))) {
    const days = await daysAt(["teamHours", team]);
    if (days !== undefined) teamHolidays.set(team, days);
  }
  return { ...(holidays === undefined ? {} : { holidays }), teamHolidays, faults };
}
